import { configureGlobal } from 'fast-check';

// Before the tests of each file.

/**
 * Properties are tried on the same cases in every run: one that fails now fails for what was changed. `HOLDFAST_PROPERTY_SEED` tries
 * others, by hand; so do `HOLDFAST_PLAY_SEED` and the soak.
 */
configureGlobal({ seed: Number(process.env['HOLDFAST_PROPERTY_SEED'] ?? 1) });

/** More than ever run test files at a time: each has ports of its own, so that two stacks that start at once don't pick the same. */
const MOST_WORKERS = 16;
const own = (process.ppid + Number(process.env['VITEST_POOL_ID'] ?? 0)) % MOST_WORKERS; // another one in each run: there may be two
process.env['HOLDFAST_PORTS'] = `${own}/${MOST_WORKERS}`;
