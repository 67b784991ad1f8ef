import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Payloads } from '../../api/schemas/payloads.ts';
import { payloadCipher } from '../../providers/engine/payload-cipher.ts';
import { PayloadKeys } from '../../providers/engine/payload-keys.ts';
import { testCipher } from '../support/payloads.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

const UI = 'http://127.0.0.1:8233';
const ELSEWHERE = 'https://elsewhere.example';

let inEarnest: TestApi;
let inDevMode: TestApi;
beforeAll(async () => {
  inDevMode = await openApi({ temporalUiOrigins: [UI] });
  const { database } = inDevMode.shop; // where keys can be made without having one
  inEarnest = await openApi({ devMode: false, temporalUiOrigins: [UI], database });
});
afterAll(async () => {
  await inEarnest.close();
  await inDevMode.close();
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const json = (value: unknown) => ({
  metadata: { encoding: base64('json/plain') },
  data: base64(JSON.stringify(value)),
});
/** As the engine hands it to its UI. */
const encrypted = (value: unknown, cipher = testCipher) => {
  const { metadata, data } = cipher.encrypt(defaultPayloadConverter.toPayload(value));
  const entries = Object.entries(metadata ?? {}).map(([key, bytes]) => [
    key,
    Buffer.from(bytes).toString('base64'),
  ]);
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data ?? []).toString('base64') };
};
const decode = (api: TestApi, payloads: unknown, more: Parameters<TestApi['ask']>[3] = {}) =>
  api.ask('POST', '/v1/codec/decode', { payloads }, more);

describe('the codec server', () => {
  test('decrypts what is encrypted and leaves the rest as it came, in that order', async () => {
    const plain = { ...json('begun before'), externalPayloads: [] };
    const answer = await decode(inDevMode, [encrypted({ orderId: 'o-1' }), plain, encrypted(null)]);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({
      payloads: [
        json({ orderId: 'o-1' }),
        plain,
        { metadata: { encoding: base64('json/plain') }, data: base64('null') },
      ],
    });
  });

  test('encrypts what a person gives a workflow, so that the worker reads it', async () => {
    const answer = await inDevMode.ask('POST', '/v1/codec/encode', { payloads: [json({ orderId: 'o-2' })] });
    expect(answer.text).not.toContain(json({ orderId: 'o-2' }).data);
    const back = await decode(inDevMode, answer.as(Payloads).payloads);
    expect(back.body).toEqual({ payloads: [json({ orderId: 'o-2' })] });
  });

  test('takes what the UI sends beside: a query, its namespace, nothing to decrypt', async () => {
    const headers = { 'x-namespace': 'default' };
    const answer = await inDevMode.ask(
      'POST',
      '/v1/codec/decode?preserveStorageRefs=true',
      { payloads: [] },
      { headers },
    );
    expect(answer).toMatchObject({ status: 200, body: { payloads: [] } });
  });
});

describe('who may read', () => {
  test.each([
    ['staff', 200],
    ['admin', 200],
    ['orders', 403],
    ['payments', 403],
  ])('a key with the scope %s: %s', async (scope, status) => {
    const key = await inDevMode.keyWith([scope]);
    expect((await decode(inEarnest, [encrypted('x')], { key })).status).toBe(status);
  });

  test('nobody with a key of one shop: payloads are of all', async () => {
    const key = await inDevMode.keyWith(['staff', 'admin'], 'default');
    expect(await decode(inEarnest, [], { key })).toMatchObject({ status: 403, body: { code: 'wrong_shop' } });
  });

  test.each([
    ['without a key', {}],
    ['with the key of dev mode', { key: 'holdfast-dev' }],
    ['as a page of the Temporal UI that sends none', { headers: { origin: UI } }],
  ])('nobody %s', async (_, more) => {
    const answer = await decode(inEarnest, [encrypted('x')], { key: '', ...more });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  test('in dev mode the local Temporal UI without a key, and nobody else', async () => {
    const asked = (headers: Record<string, string>) =>
      decode(inDevMode, [encrypted('x')], { key: '', headers });
    expect((await asked({ origin: UI })).status).toBe(200);
    for (const origin of [ELSEWHERE, `${UI}0`, 'null', 'http://127.0.0.1:9'])
      expect((await asked({ origin })).status).toBe(401);
    expect((await asked({})).status).toBe(401);
  });

  test('the pages of dev mode’s UI get no further than the codec', async () => {
    const answer = await inDevMode.ask('GET', '/v1/orders', undefined, { key: '', headers: { origin: UI } });
    expect(answer.status).toBe(401);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a browser is told', () => {
  const preflight = (origin: string, api = inEarnest) =>
    api.ask('OPTIONS', '/v1/codec/decode', undefined, {
      key: '',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-namespace',
      },
    });

  test('before it asks that the Temporal UI’s pages may, with a key or what a gateway knows them by', async () => {
    const { status, headers, text } = await preflight(UI);
    expect([status, text]).toEqual([204, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-methods': 'POST',
      'access-control-allow-credentials': 'true',
      vary: 'origin',
    });
    for (const name of ['authorization', 'authorization-extras', 'content-type', 'x-namespace'])
      expect(headers['access-control-allow-headers']).toContain(name);
  });

  test('that pages from elsewhere may not', async () => {
    const { status, headers } = await preflight(ELSEWHERE);
    expect(status).toBe(204);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('that the UI’s pages may read the answer, a refusal too', async () => {
    const key = await inDevMode.keyWith(['staff']);
    const headers = { origin: UI };
    const answers = [
      await decode(inEarnest, [encrypted('x')], { key, headers }),
      await decode(inEarnest, [encrypted('x')], { key: '', headers }),
      await decode(inEarnest, 'nothing', { key, headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 422]);
    for (const { headers } of answers) expect(headers['access-control-allow-origin']).toBe(UI);
    const theirs = await decode(inEarnest, [], { key, headers: { origin: ELSEWHERE } });
    expect(theirs.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('what can not be read is said, and nothing of it', () => {
  const sealed = encrypted({ orderId: 'o-1' });
  const stranger = payloadCipher(PayloadKeys.parse(randomBytes(32).toString('base64')));

  test('an unknown key, by its name', async () => {
    const answer = await decode(inDevMode, [json('x'), encrypted('theirs', stranger)]);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'payload_key_unknown',
        keyId: stranger.keyIds[0],
        errors: [{ field: 'payloads.1', in: 'body' }],
      },
    });
  });

  test('a payload that was changed: not how, and not what was in it', async () => {
    const bytes = Buffer.from(sealed.data, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const answer = await decode(inDevMode, [{ ...sealed, data: bytes.toString('base64') }]);
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'payload_altered', errors: [{ field: 'payloads.0', in: 'body' }] },
    });
    expect(answer.text).not.toMatch(/orderId|authenticate|Error|\.ts/);
  });

  test.each([
    ['data that is no base64', [{ ...sealed, data: 'no base64!' }], 'payloads.0.data'],
    [
      'metadata that is no base64',
      [{ metadata: { encoding: '§' }, data: '' }],
      'payloads.0.metadata.encoding',
    ],
    ['a payload that is none', ['text'], 'payloads.0'],
    ['payloads that are no list', 'text', 'payloads'],
  ])('%s', async (_, payloads, field) => {
    const answer = await decode(inDevMode, payloads);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request', errors: [{ field }] } });
  });

  test('more than a megabyte', async () => {
    const answer = await decode(inDevMode, [{ data: base64('x'.repeat(800_000)) }]);
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });
});
