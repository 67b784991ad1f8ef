import type { PayloadCipher } from '../providers/engine/payload-cipher.ts';
import { UnreadablePayload } from '../providers/engine/payload-cipher.ts';
import type { Caller } from './auth.ts';
import { RequestRefusal, problemOf } from './problems.ts';
import type { Payload, Payloads } from './schemas/payloads.ts';

type Code = PayloadCipher['encrypt'];
type Bytes = Parameters<Code>[0];

/**
 * All of `payloads`, coded. Payloads are of any shop, so a key that is bound to one is refused (`wrong_shop`). Throws
 * `RequestRefusal('payload_key_unknown' | 'payload_altered')`, which names the first that can't be read.
 */
export function codedPayloads({ payloads }: Payloads, caller: Caller, code: Code): Payloads {
  if (caller.shop !== undefined) throw new RequestRefusal('wrong_shop');
  return { payloads: payloads.map((payload, index) => coded(payload, code, `payloads.${index}`)) };
}

function coded(payload: Payload, code: Code, field: string): Payload {
  const bytes = bytesOf(payload);
  try {
    const result = code(bytes);
    return result === bytes ? payload : textOf(result);
  } catch (error) {
    if (!(error instanceof UnreadablePayload)) throw error;
    throw new RequestRefusal(error.code, {
      errors: [{ field, in: 'body', message: problemOf(error.code).title }],
      ...(error.code === 'payload_key_unknown' ? { facts: { keyId: error.keyId } } : {}),
    });
  }
}

function bytesOf({ metadata = {}, data = '' }: Payload): Bytes {
  const entries = Object.entries(metadata).map(
    ([key, value]) => [key, Buffer.from(value, 'base64')] as const,
  );
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data, 'base64') };
}

function textOf({ metadata, data }: Bytes): Payload {
  const entries = Object.entries(metadata ?? {}).map(([key, value]) => [key, base64(value)] as const);
  return { metadata: Object.fromEntries(entries), data: base64(data ?? new Uint8Array()) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
