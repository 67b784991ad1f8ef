import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { UnreadablePayload, payloadCipher } from '../../../providers/engine/payload-cipher.ts';
import { PayloadKeys } from '../../../providers/engine/payload-keys.ts';
import { testCipher } from '../../support/payloads.ts';

const aKey = () => randomBytes(32).toString('base64');
const cipherOf = (...keys: string[]) => payloadCipher(PayloadKeys.parse(keys.join(',')));
const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload) => defaultPayloadConverter.fromPayload<unknown>(payload);
const text = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('latin1');
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof UnreadablePayload ? error.code : error;
  }
  return 'nothing thrown';
};

const cipher = cipherOf(aKey());

describe('a payload that was encrypted', () => {
  test.each([
    ['an object', { orderId: 'o-1', agenda: [{ what: 'close', at: '2026-11-23T02:00:00.000Z' }] }],
    ['text beyond ASCII', '张伟 paid ¥100'],
    ['nothing', null],
    ['no value at all', undefined],
    ['bytes', new Uint8Array([0, 255, 7])],
    ['a megabyte', 'x'.repeat(1_000_000)],
  ])('is %s again', (_, value) => {
    expect(valueOf(cipher.decrypt(cipher.encrypt(payloadOf(value))))).toEqual(value);
  });

  test('says that it is encrypted and by which key, and nothing else', () => {
    const { metadata = {}, data } = cipher.encrypt(payloadOf({ orderId: 'order-to-hide' }));
    expect(
      Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, text(value)])),
    ).toEqual({
      encoding: 'binary/encrypted',
      'encryption-key-id': cipher.keyIds[0],
    });
    expect(text(data)).not.toMatch(/order-to-hide|json/);
  });

  test('is never the same twice', () => {
    const payload = payloadOf('once');
    const seen = new Set(
      Array.from({ length: 1_000 }, () => text(cipher.encrypt(payload).data?.subarray(0, 12))),
    );
    expect(seen.size).toBe(1_000);
  });

  test('can be read in years to come: histories are as long-lived as orders', () => {
    const data = Buffer.from(PINNED, 'base64');
    const metadata = {
      encoding: Buffer.from('binary/encrypted'),
      'encryption-key-id': Buffer.from(testCipher.keyIds[0] ?? ''),
    };
    expect(testCipher.keyIds).toEqual(['oG0Qmd1UoNX']);
    expect(valueOf(testCipher.decrypt({ metadata, data }))).toEqual({ orderId: 'o-1' });
  });
});

/** `{ orderId: 'o-1' }` as the first version with encryption wrote it. */
const PINNED =
  'U59g0T9P6tvsUfq6gwTPOszr1Rg7iBN0Vtq3wBdqTRB9u9jv3R/diKpJJ/3KPZWqDBLV49WnP16ViooiYiN1RDaZm+A/4oQ=';

test.each([
  ['JSON', payloadOf({ orderId: 'o-1' })],
  ['nothing', payloadOf(undefined)],
  ['somebody else’s', { metadata: { encoding: Buffer.from('binary/zlib') }, data: Buffer.from('x') }],
  ['one without metadata', {}],
])('a payload that was not encrypted comes back as it is: %s', (_, payload) => {
  expect(cipher.decrypt(payload)).toBe(payload);
});

describe('keys are changed', () => {
  const [older, newer] = [aKey(), aKey()];
  const before = cipherOf(older);
  const during = cipherOf(newer, older);
  const after = cipherOf(newer);

  test('the first encrypts, all decrypt', () => {
    const [old, young] = [before.encrypt(payloadOf('old')), during.encrypt(payloadOf('young'))];
    expect([old, young].map((payload) => valueOf(during.decrypt(payload)))).toEqual(['old', 'young']);
    expect(valueOf(after.decrypt(young))).toBe('young');
    expect(during.keyIds).toEqual([...after.keyIds, ...before.keyIds]);
  });

  test('a key that was taken away is missed by name', () => {
    const old = before.encrypt(payloadOf('old'));
    expect(codeOf(() => after.decrypt(old))).toBe('payload_key_unknown');
    expect(() => after.decrypt(old)).toThrow(before.keyIds[0]);
  });
});

describe('a payload is refused', () => {
  const sealed = cipher.encrypt(payloadOf({ orderId: 'o-1' }));
  const data = Buffer.from(sealed.data ?? []);
  const changed = (at: number) => Buffer.from(data.map((byte, index) => (index === at ? byte ^ 1 : byte)));

  test.each([
    ['whose nonce was changed', changed(0)],
    ['whose tag was changed', changed(12)],
    ['whose text was changed', changed(data.length - 1)],
    ['that was cut short', data.subarray(0, -1)],
    ['whose tag was cut short', data.subarray(0, 16)],
    ['that is empty', Buffer.alloc(0)],
    ['that has no data', null],
    ['that was encrypted by somebody else', cipherOf(aKey()).encrypt(payloadOf('theirs')).data],
  ])('%s', (_, data) => {
    expect(codeOf(() => cipher.decrypt({ metadata: sealed.metadata ?? {}, data: data ?? null }))).toBe(
      'payload_altered',
    );
  });

  test('that says it is another key’s', () => {
    const both = cipherOf(aKey(), aKey());
    const { data, metadata } = both.encrypt(payloadOf('mine'));
    const renamed = { ...metadata, 'encryption-key-id': Buffer.from(both.keyIds[1] ?? '') };
    expect(codeOf(() => both.decrypt({ metadata: renamed, data: data ?? null }))).toBe('payload_altered');
  });

  test('that names no key', () => {
    const metadata = { encoding: Buffer.from('binary/encrypted') };
    expect(codeOf(() => cipher.decrypt({ metadata, data }))).toBe('payload_key_unknown');
  });
});

describe('PAYLOAD_KEYS', () => {
  test.each([
    ['empty', ''],
    ['a word', 'secret'],
    ['16 bytes', randomBytes(16).toString('base64')],
    ['a good one and a bad one', `${aKey()},short`],
    ['ending in a comma', `${aKey()},`],
  ])('can not be %s', (_, keys) => expect(PayloadKeys.safeParse(keys).success).toBe(false));

  test('can not have a key twice', () => {
    const key = aKey();
    expect(PayloadKeys.safeParse(`${key}, ${key}`).success).toBe(false);
  });
});
