import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const NONCE = 12;
const TAG = 16;

/** Encrypts what must not be readable in the database: buyers' documents, and what their instalments are paid from. */
export interface Vault {
  /** `name` binds the result to what it is (a row's id): it opens under that name only. */
  seal(content: Uint8Array, name: string): Uint8Array<ArrayBuffer>;
  /** Throws when it was not sealed with this key under this name. */
  open(sealed: Uint8Array, name: string): Buffer;
}

/** AES-256-GCM under a key of 32 bytes: nonce, tag and text in one piece. */
export function vaultWith(key: Uint8Array): Vault {
  return {
    seal(content, name) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const text = Buffer.concat([cipher.update(content), cipher.final()]);
      return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), text]));
    },
    open(sealed, name) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(
        Buffer.from(name),
      );
      decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
    },
  };
}

/** The key of dev mode, made of a secret that is generated once and kept (HKDF, RFC 5869). */
export function keyFrom(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'holdfast documents', 32));
}

/** What an order's card token is sealed under. */
export function tokenName(orderId: string): string {
  return `${orderId}/auto-debit`;
}

/** AES-256 wants 32 bytes. */
export const DocumentKey = z
  .base64('must be base64')
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes as base64');

/** The vault of a process; in dev mode its key is made of a secret that is kept. Undefined where there is neither. */
export function vaultOf({
  documentKey,
  devMode,
  linkSecret,
}: {
  readonly documentKey: Uint8Array | undefined;
  readonly devMode: boolean;
  readonly linkSecret: string;
}): Vault | undefined {
  const key = documentKey ?? (devMode ? keyFrom(linkSecret) : undefined);
  return key && vaultWith(key);
}
