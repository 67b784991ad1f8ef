import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomFillSync } from 'node:crypto';
import { z } from 'zod';

const NONCE = 12;
const TAG = 16;

/** Encrypts what must not be readable where it is kept: documents, cards' tokens, stored answers, what the engine is told. */
export interface Vault {
  /** `name` binds the result to what it is (a row's id): it opens under that name only. */
  seal(content: Uint8Array, name: string): Uint8Array<ArrayBuffer>;
  /** Throws when it was not sealed with this key under this name. */
  open(sealed: Uint8Array, name: string): Buffer;
}

/** AES-256-GCM under a key of 32 bytes: nonce, tag and text in one piece, written into one buffer. */
export function vaultWith(key: Uint8Array): Vault {
  const secret = createSecretKey(key);
  const tagged = { authTagLength: TAG }; // a tag that was cut short is none
  return {
    seal(content, name) {
      const sealed = new Uint8Array(NONCE + TAG + content.length);
      const nonce = randomFillSync(sealed, 0, NONCE).subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce, tagged).setAAD(Buffer.from(name));
      sealed.set(cipher.update(content), NONCE + TAG);
      cipher.final(); // the tag is known now; a stream cipher has no text left
      sealed.set(cipher.getAuthTag(), NONCE);
      return sealed;
    },
    open(sealed, name) {
      const nonce = sealed.subarray(0, NONCE);
      const decipher = createDecipheriv('aes-256-gcm', secret, nonce, tagged).setAAD(Buffer.from(name));
      decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      const content = decipher.update(sealed.subarray(NONCE + TAG));
      decipher.final(); // throws on what was changed
      return content;
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

/** A key as the environment has it. AES-256 wants 32 bytes. */
export const EncryptionKey = z
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
