import { createPrivateKey, createPublicKey, randomUUID, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { MINUTE, SECOND } from '../../../domain/duration.ts';

/** How far a signature's time may be from now, both ways (api.md: older than 5 min is refused). */
const TOLERANCE = 5 * MINUTE;

/** What is signed beside the body: `POST /trades` for a request, nothing for answers and notices. */
export interface Signed {
  readonly about: string;
  readonly body: string;
}

/** The headers a signature travels in. */
export type SignatureHeaders = {
  readonly 'wallet-timestamp': string;
  readonly 'wallet-nonce': string;
  readonly 'wallet-signature': string;
};

/** An RSA key of at least 2048 bits, from PEM. Throws at start on anything else. */
export function privateKeyOf(pem: string): KeyObject {
  return strong(createPrivateKey(pem));
}

export function publicKeyOf(pem: string): KeyObject {
  return strong(createPublicKey(pem));
}

function strong(key: KeyObject): KeyObject {
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa' || modulusLength < 2048)
    throw new Error('a key of the wallet must be RSA with at least 2048 bits');
  return key;
}

/** Signs with RSA-SHA256 over what it is about, time, nonce and body, a line each. */
export function signText(key: KeyObject, { about, body }: Signed, now: Date): SignatureHeaders {
  const timestamp = String(Math.floor(now.getTime() / SECOND));
  const nonce = randomUUID();
  const signature = sign('sha256', Buffer.from(text(about, timestamp, nonce, body)), key).toString('base64');
  return { 'wallet-timestamp': timestamp, 'wallet-nonce': nonce, 'wallet-signature': signature };
}

/** Whether the holder of `key` signed this within 5 min of `now`. Header names are lower case. */
export function isSignedBy(
  key: KeyObject,
  headers: Readonly<Record<string, string | undefined>>,
  { about, body }: Signed,
  now: Date,
): boolean {
  const timestamp = headers['wallet-timestamp'] ?? '';
  const nonce = headers['wallet-nonce'] ?? '';
  const signature = headers['wallet-signature'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || nonce === '' || signature === '') return false;
  if (Math.abs(now.getTime() - Number(timestamp) * SECOND) > TOLERANCE) return false;
  return verify(
    'sha256',
    Buffer.from(text(about, timestamp, nonce, body)),
    key,
    Buffer.from(signature, 'base64'),
  );
}

function text(about: string, timestamp: string, nonce: string, body: string): string {
  return `${about}\n${timestamp}\n${nonce}\n${body}\n`;
}
