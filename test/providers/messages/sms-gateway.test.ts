import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../../providers/messages/hand-over.ts';
import { smsGateway } from '../../../providers/messages/sms/sms-gateway.ts';
import type { SmsGatewaySettings } from '../../../providers/messages/sms/sms-gateway.ts';
import { ProviderUnavailable } from '../../../providers/ports.ts';
import type { OutgoingMessage } from '../../../providers/ports.ts';
import { httpPeer } from '../../support/http-peer.ts';
import type { HttpPeer, PeerAnswer } from '../../support/http-peer.ts';

let peer: HttpPeer;
beforeEach(async () => {
  peer = await httpPeer(() => ({ status: 202, body: { id: 'gw-1' } }));
});
afterEach(() => peer.close());

const MESSAGE: OutgoingMessage = {
  id: 'o-7/reminder/first/sms',
  to: '138 0013 8000',
  locale: 'zh-CN',
  text: '订单 o-7 待付款 {id} & "还剩 2 小时"',
};

function gateway(changes: Partial<SmsGatewaySettings> = {}) {
  return smsGateway({
    url: `${peer.url}/send?account=7`,
    method: 'POST',
    format: 'json',
    fields: { id: '{id}', phone: '{to}', message: '{text}', sender: '{from}', kind: 'transactional' },
    headers: { authorization: 'Bearer secret' },
    from: 'Camellia',
    region: 'CN',
    honoursKey: true,
    badAddressCodes: ['invalid_number', '4711'],
    timeoutMs: 30_000,
    ...changes,
  });
}

const sentFields = {
  id: MESSAGE.id,
  phone: '+8613800138000',
  message: MESSAGE.text,
  sender: 'Camellia',
  kind: 'transactional',
};

describe('an SMS is handed to the gateway', () => {
  test('as JSON, once, with the message’s id as idempotency key and the number in E.164', async () => {
    expect(await gateway().deliver(MESSAGE)).toEqual({ state: 'sent', reference: 'gw-1' });
    const [request, ...more] = peer.requests;
    expect(more).toEqual([]);
    expect(request).toMatchObject({
      method: 'POST',
      url: '/send?account=7',
      headers: {
        'idempotency-key': MESSAGE.id,
        authorization: 'Bearer secret',
        'content-type': 'application/json',
      },
    });
    expect(JSON.parse(String(request?.body))).toEqual(sentFields);
  });

  test('as a form where the gateway wants one', async () => {
    await gateway({ format: 'form', method: 'PUT' }).deliver(MESSAGE);
    const [request] = peer.requests;
    expect(request?.method).toBe('PUT');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(String(request?.body)))).toEqual(sentFields);
  });

  test('in the address where the gateway knows GET alone', async () => {
    await gateway({ method: 'GET' }).deliver(MESSAGE);
    const [request] = peer.requests;
    const { searchParams, pathname } = new URL(request?.url ?? '', peer.url);
    expect(request?.method).toBe('GET');
    expect(String(request?.body)).toBe('');
    expect(pathname).toBe('/send');
    expect(Object.fromEntries(searchParams)).toEqual({ account: '7', ...sentFields });
  });

  test.each([
    [{ messageId: 42 }, '42'],
    [{ message_id: 'x' }, 'x'],
    ['queued', undefined],
  ])('and what it answers (%j) is the reference', async (body, reference) => {
    peer.answer = () => ({ status: 200, body });
    expect(await gateway().deliver(MESSAGE)).toEqual({
      state: 'sent',
      ...(reference === undefined ? {} : { reference }),
    });
  });
});

describe('an SMS fails for good', () => {
  test('without asking where the text is no phone number', async () => {
    expect(await gateway().deliver({ ...MESSAGE, to: '12' })).toEqual({
      state: 'failed',
      why: 'bad_address: no phone number',
    });
    expect(peer.requests).toEqual([]);
  });

  test.each([
    [
      'a code that means a bad number',
      { status: 422, body: { code: 'invalid_number' } },
      'bad_address: 422 invalid_number',
    ],
    ['a numeric one', { status: 400, body: { error: 4711 } }, 'bad_address: 400 4711'],
    ['410', { status: 410 }, 'bad_address: 410'],
    ['422 of another kind', { status: 422, body: { code: 'too_long' } }, 'refused: 422 too_long'],
    ['400', { status: 400 }, 'refused: 400'],
    [
      'words that may repeat the number, which are left out',
      { status: 400, body: { error: 'number +8613800138000 is odd' } },
      'refused: 400',
    ],
  ] as const)('on %s', async (_, answer, why) => {
    peer.answer = () => answer;
    expect(await gateway().deliver(MESSAGE)).toEqual({ state: 'failed', why });
  });
});

describe('trouble that may pass is thrown', () => {
  test.each([401, 403, 404, 409, 429, 500, 503])('on %i', async (status) => {
    peer.answer = () => ({ status, body: { message: '+8613800138000' } });
    const thrown = await gateway()
      .deliver(MESSAGE)
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ProviderUnavailable);
    expect(String(thrown)).not.toContain('138');
  });

  test('on a redirect, which is not followed: the text is for the gateway alone', async () => {
    const other = await httpPeer();
    peer.answer = () => ({ status: 307, headers: { location: other.url } });
    await expect(gateway().deliver(MESSAGE)).rejects.toThrow(ProviderUnavailable);
    expect(other.requests).toEqual([]);
    await other.close();
  });

  test('where nobody listens', async () => {
    await peer.close();
    const thrown = await gateway()
      .deliver(MESSAGE)
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ProviderUnavailable);
    expect(thrown).not.toBeInstanceOf(OutcomeUnknown);
    peer = await httpPeer();
  });

  test.each<PeerAnswer>(['hang', 'cut'])(
    'where the gateway may have taken it (%s) and honours the key',
    async (answer) => {
      peer.answer = () => answer;
      await expect(gateway({ timeoutMs: 300 }).deliver(MESSAGE)).rejects.toThrow(OutcomeUnknown);
    },
  );
});

describe('a gateway that does not honour the key', () => {
  test.each<[string, PeerAnswer]>([
    ['says nothing', 'hang'],
    ['breaks the line', 'cut'],
    ['answers 500', { status: 500 }],
  ])('and %s is not given the message again', async (_, answer) => {
    peer.answer = () => answer;
    const { state } = await gateway({ honoursKey: false, timeoutMs: 300 }).deliver(MESSAGE);
    expect(state).toBe('failed');
  });

  test.each([429, 503])('is asked again when it answers %i: it has taken nothing', async (status) => {
    peer.answer = () => ({ status });
    await expect(gateway({ honoursKey: false }).deliver(MESSAGE)).rejects.toThrow(ProviderUnavailable);
  });

  test('says so, for a sender that died', () => {
    expect([gateway().honoursKey, gateway({ honoursKey: false }).honoursKey]).toEqual([true, false]);
  });
});
