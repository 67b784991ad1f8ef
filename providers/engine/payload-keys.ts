import { z } from 'zod';
import { EncryptionKey } from '../vault.ts';

const Key = EncryptionKey.transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

/**
 * Keys of the engine's payloads as the environment has them: 32 bytes as base64 each, apart by commas. The first encrypts, all of them
 * decrypt, so that keys can be changed while orders sleep.
 */
export const PayloadKeys = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .refine((keys) => new Set(keys).size === keys.length, 'must not have a key twice')
  .pipe(z.tuple([Key], Key));

export type PayloadKeys = Readonly<z.infer<typeof PayloadKeys>>;
