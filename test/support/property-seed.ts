import { configureGlobal } from 'fast-check';

/**
 * Properties are tried on the same cases in every run: one that fails now fails for what was changed. `HOLDFAST_PROPERTY_SEED` tries
 * others, by hand; so do `HOLDFAST_PLAY_SEED` and the soak.
 */
configureGlobal({ seed: Number(process.env['HOLDFAST_PROPERTY_SEED'] ?? 1) });
