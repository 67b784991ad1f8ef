import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Secrets } from './wiring.ts';

/** api.md: what the sandbox providers sign with in dev mode, so that outside tests can sign too. */
const SANDBOX_SECRET = `whsec_${Buffer.from('holdfast-sandbox-secret-0001').toString('base64')}`;

const Kept = z.object({ link: z.string().min(32), customerId: z.string().min(32) });

/**
 * The secrets of a development stack. Those for links and buyers' ids are made up once and kept in `file`, so that links
 * still open after a restart; what `env` sets wins.
 */
export function devSecrets(file: string, env: NodeJS.ProcessEnv = process.env): Secrets {
  const kept = keptIn(file);
  return {
    link: env['LINK_SECRET'] || kept.link,
    customerId: env['CUSTOMER_ID_SECRET'] || kept.customerId,
    payment: env['PAYMENT_SANDBOX_SECRET'] || SANDBOX_SECRET,
    credit: env['CREDIT_SANDBOX_SECRET'] || SANDBOX_SECRET,
    logistics: env['LOGISTICS_SANDBOX_SECRET'] || SANDBOX_SECRET,
  };
}

function keptIn(file: string): z.infer<typeof Kept> {
  if (existsSync(file)) return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  const made = {
    link: randomBytes(32).toString('base64url'),
    customerId: randomBytes(32).toString('base64url'),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
