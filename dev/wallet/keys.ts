import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Pair = z.object({ privateKey: z.string(), publicKey: z.string() });
const Keys = z.object({ merchant: Pair, wallet: Pair });

/** The merchant's and the wallet's key pairs, PEM. */
export type WalletKeys = z.infer<typeof Keys>;

/** New pairs of RSA keys, 2048 bits. */
export function newWalletKeys(): WalletKeys {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  return { merchant: pair(), wallet: pair() };
}

/** The keys kept in `file`, made up the first time. */
export function keptWalletKeys(file: string): WalletKeys {
  if (existsSync(file)) return Keys.parse(JSON.parse(readFileSync(file, 'utf8')));
  const keys = newWalletKeys();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
