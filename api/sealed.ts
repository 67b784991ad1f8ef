import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** Encrypts and reads back what others keep for us and must not read: answers that hold a secret, who is signed in. */
export interface Seal {
  seal(value: unknown): string;
  /** Throws when it was not sealed with this secret. */
  open(sealed: string): unknown;
}

/** What is sealed: each under a key of its own, so that nothing can be passed off as something else. */
export type SealedThing = 'stored answers' | 'console sessions';

/** AES-256-GCM under a key made of `secret` (HKDF, RFC 5869) for these things alone. */
export function sealWith(secret: string, things: SealedThing = 'stored answers'): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `holdfast ${things}`, 32));
  return {
    seal(value) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      return JSON.parse(
        Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString(),
      );
    },
  };
}
