import { hkdfSync } from 'node:crypto';
import { vaultWith } from '../providers/vault.ts';

/** Encrypts and reads back what others keep for us and must not read: answers that hold a secret, who is signed in. */
export interface Seal {
  seal(value: unknown): string;
  /** Throws when it was not sealed with this secret. */
  open(sealed: string): unknown;
}

/** What is sealed: each under a key of its own, so that nothing can be passed off as something else. */
export type SealedThing = 'stored answers' | 'console sessions';

/** Each kind of thing has a key of its own, so that none needs a name. */
const NO_NAME = '';

/** A vault under a key made of `secret` (HKDF, RFC 5869) for these things alone. */
export function sealWith(secret: string, things: SealedThing = 'stored answers'): Seal {
  const vault = vaultWith(new Uint8Array(hkdfSync('sha256', secret, '', `holdfast ${things}`, 32)));
  return {
    seal: (value) => Buffer.from(vault.seal(Buffer.from(JSON.stringify(value)), NO_NAME)).toString('base64'),
    open: (sealed) => JSON.parse(vault.open(Buffer.from(sealed, 'base64'), NO_NAME).toString()),
  };
}
