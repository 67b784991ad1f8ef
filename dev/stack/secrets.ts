import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { PayloadKeys } from '../../providers/engine/payload-keys.ts';
import type { Secrets } from './wiring.ts';

/** api.md: what the sandbox providers sign with in dev mode, so that outside tests can sign too. */
const SANDBOX_SECRET = `whsec_${Buffer.from('holdfast-sandbox-secret-0001').toString('base64')}`;

const Kept = z.object({
  link: z.string().min(32),
  customerId: z.string().min(32),
  payloads: z.string().min(32),
});
const KeptBefore = Kept.partial();

/**
 * The secrets of a development stack. Those for links, buyers' ids and the engine's payloads are made up once and kept in `file`, so
 * that links still open and orders go on after a restart; what `env` sets wins.
 */
export function devSecrets(file: string, env: NodeJS.ProcessEnv = process.env): Secrets {
  const kept = keptIn(file);
  return {
    link: env['LINK_SECRET'] || kept.link,
    customerId: env['CUSTOMER_ID_SECRET'] || kept.customerId,
    payloads: env['PAYLOAD_KEYS'] || kept.payloads,
    payment: env['PAYMENT_SANDBOX_SECRET'] || SANDBOX_SECRET,
    credit: env['CREDIT_SANDBOX_SECRET'] || SANDBOX_SECRET,
    logistics: env['LOGISTICS_SANDBOX_SECRET'] || SANDBOX_SECRET,
  };
}

/** The payload keys that `env` sets, or those kept in `file`; undefined where neither has any. Makes up nothing. */
export function payloadKeysAt(file: string, env: NodeJS.ProcessEnv): PayloadKeys | undefined {
  const keys = env['PAYLOAD_KEYS'] || keptBefore(file).payloads;
  return keys === undefined ? undefined : PayloadKeys.parse(keys);
}

/** What `file` has; what it lacks is made up and added: a data folder may be older than a secret. */
function keptIn(file: string): z.infer<typeof Kept> {
  const before = keptBefore(file);
  const kept = Kept.parse({ ...made(), ...before });
  if (Object.keys(before).length === Object.keys(kept).length) return kept;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  return kept;
}

function keptBefore(file: string): z.infer<typeof KeptBefore> {
  return existsSync(file) ? KeptBefore.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function made(): z.infer<typeof Kept> {
  return {
    link: randomBytes(32).toString('base64url'),
    customerId: randomBytes(32).toString('base64url'),
    payloads: randomBytes(32).toString('base64'),
  };
}
