import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ProviderUnavailable } from '../../../providers/ports.ts';
import { sandboxClock } from '../../../providers/payment/sandbox/clock.ts';
import { START, webhookReceiver } from '../../dev/sandbox/sandbox-environment.ts';
import { connected, orderId, refundRequest, request, withSession } from './sandbox-connection.ts';

describe('opening', () => {
  test('answers where the buyer pays and until when', async () => {
    const { baseUrl, provider } = await connected();
    const session = await provider.openSession(request);
    expect(session).toEqual({
      sessionId: expect.stringMatching(/^ses_/),
      url: `${baseUrl}/sessions/${session.sessionId}/checkout`,
      expiresAt: request.expiresAt,
    });
    expect((await fetch(session.url)).status).toBe(200);
  });

  test('twice at once with one key is one session', async () => {
    const { sandbox, provider } = await connected();
    const [one, two] = await Promise.all([provider.openSession(request), provider.openSession(request)]);
    expect(two).toEqual(one);
    expect((await sandbox.call('GET', '/sessions?orderId=order-1')).body).toHaveLength(1);
  });

  test('sends no field the port does not have', async () => {
    const { provider } = await connected();
    const wider = { ...request, shop: 'default' };
    await expect(provider.openSession(wider)).resolves.toHaveProperty('sessionId');
  });

  test('what the provider refuses is a bug, not an outage', async () => {
    const { provider } = await withSession();
    const refused = await provider.openSession({ ...request, amount: 1 }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(refused).not.toBeInstanceOf(ProviderUnavailable);
    expect(refused).toHaveProperty('message', expect.stringContaining('idempotency_key_reused'));
  });
});

describe('asking', () => {
  test.each([
    ['open', [], { state: 'open' }],
    ['processing', [{ outcome: 'processing' }], { state: 'processing' }],
    [
      'failed',
      [{ outcome: 'failed', failureCode: 'limit_exceeded' }],
      { state: 'failed', failureCode: 'limit_exceeded' },
    ],
    ['paid', [{ outcome: 'succeeded' }], { state: 'succeeded', amount: 12345, currency: 'CNY', at: START }],
    [
      'paid with another amount, its webhook lost',
      [{ outcome: 'succeeded', amount: 5, webhook: 'drop' }],
      { state: 'succeeded', amount: 5, currency: 'CNY', at: START },
    ],
    [
      'paid after a failure',
      [{ outcome: 'failed' }, { outcome: 'succeeded' }],
      { state: 'succeeded', amount: 12345, currency: 'CNY', at: START },
    ],
  ])('says that it is %s', async (_, payments, answer) => {
    const { provider, sessionId, pay } = await withSession();
    for (const payment of payments) await pay(payment);
    expect(await provider.askSession({ sessionId, orderId })).toEqual(answer);
  });

  test('a session that was closed is closed', async () => {
    const { provider, sessionId } = await withSession();
    await provider.closeSession({ sessionId, orderId });
    expect(await provider.askSession({ sessionId, orderId })).toEqual({ state: 'closed' });
  });

  test('a session expires by its order’s clock, which can be told', async () => {
    const { baseUrl, provider, sessionId } = await withSession();
    const clock = sandboxClock({ baseUrl });
    await clock.tellOffset(orderId, 3_599_999);
    expect(await provider.askSession({ sessionId, orderId })).toEqual({ state: 'open' });
    await clock.tellOffset(orderId, 3_600_000);
    expect(await provider.askSession({ sessionId, orderId })).toEqual({ state: 'closed' });
  });

  test.each(['ses_none', '../faults', 'a/b c?d'])(
    'a session the provider never had (%s) is closed for ever',
    async (sessionId) => {
      const { provider } = await connected();
      expect(await provider.askSession({ sessionId, orderId })).toEqual({ state: 'closed' });
      expect(await provider.closeSession({ sessionId, orderId })).toEqual({ state: 'closed' });
    },
  );
});

describe('finding by key, for a row left opening', () => {
  test('finds the session that was opened, though its answer was lost', async () => {
    const { provider, fault } = await connected();
    await fault('error_after_success');
    await expect(provider.openSession(request)).rejects.toThrow(ProviderUnavailable);
    expect(await provider.findSession(request)).toBe('unknown');
    await fault('none');
    const found = await provider.findSession(request);
    expect(found).toMatchObject({ expiresAt: request.expiresAt });
    expect(await provider.openSession(request)).toEqual(found);
  });

  test('says none when it was never opened', async () => {
    const { provider } = await withSession();
    expect(await provider.findSession({ idempotencyKey: 'row-2', orderId })).toBe('none');
  });
});

describe('closing', () => {
  test.each([
    ['open', [], 'closed'],
    ['failed', [{ outcome: 'failed' }], 'closed'],
    ['processing', [{ outcome: 'processing' }], 'processing'],
    ['paid', [{ outcome: 'succeeded' }], 'paid'],
  ])('a session that is %s', async (_, payments, state) => {
    const { provider, sessionId, pay } = await withSession();
    for (const payment of payments) await pay(payment);
    expect(await provider.closeSession({ sessionId, orderId })).toEqual({ state });
    expect(await provider.closeSession({ sessionId, orderId })).toEqual({ state });
  });

  test('at once with paying: one of them wins, and both are told the truth', async () => {
    const { provider, sessionId, pay } = await withSession();
    const [closed, paid] = await Promise.all([
      provider.closeSession({ sessionId, orderId }),
      pay({ outcome: 'succeeded' }),
    ]);
    const { state } = await provider.askSession({ sessionId, orderId });
    expect([closed.state, paid.status, state]).toEqual(
      state === 'succeeded' ? ['paid', 200, state] : ['closed', 409, 'closed'],
    );
  });
});

describe('refunding', () => {
  test('gives back once for a key, however often and however at once it is asked', async () => {
    const { sandbox, provider, sessionId, pay } = await withSession();
    await pay({ outcome: 'succeeded' });
    const refund = { ...refundRequest, reference: sessionId, amount: 12345 };
    const answers = await Promise.all([
      provider.refund(refund),
      provider.refund(refund),
      provider.refund(refund),
    ]);
    expect(answers[0]).toEqual({ state: 'refunded', refundId: expect.stringMatching(/^ref_/), at: START });
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect((await sandbox.call('GET', '/refunds?orderId=order-1')).body).toHaveLength(1);
  });

  test('an event that came without a session is refunded by its id', async () => {
    const { provider } = await connected();
    expect(await provider.refund(refundRequest)).toMatchObject({ state: 'refunded' });
  });

  test('more than was paid is refused, with the reason', async () => {
    const { provider, sessionId, pay } = await withSession();
    await pay({ outcome: 'succeeded' });
    expect(await provider.refund({ ...refundRequest, reference: sessionId, amount: 12346 })).toEqual({
      state: 'refused',
      why: expect.stringContaining('refund_exceeds_payment'),
    });
  });

  test('an answer that was lost is asked for again, and it was one refund', async () => {
    const { sandbox, provider, fault } = await connected();
    await fault('error_after_success');
    expect(await provider.refund(refundRequest)).toEqual({ state: 'unknown', why: 'answered 500' });
    await fault('none');
    expect(await provider.refund(refundRequest)).toMatchObject({ state: 'refunded' });
    expect((await sandbox.call('GET', '/refunds?orderId=order-1')).body).toHaveLength(1);
  });
});

describe('its webhooks', () => {
  /** The verdicts on the first `count` webhooks that come of `pay`. */
  async function verdictsAfter(count: number, payments: readonly object[]) {
    const receiver = await webhookReceiver();
    const { provider, sessionId, pay } = await withSession({ webhookUrl: receiver.url });
    for (const payment of payments) await pay(payment);
    const all = await receiver.arrived(count);
    return {
      sessionId,
      verdicts: all.map(({ headers, body }) => provider.verifyWebhook(headers, body, new Date(START))),
    };
  }

  test('are genuine and read as what happened', async () => {
    const { sessionId, verdicts } = await verdictsAfter(1, [
      { outcome: 'failed', failureCode: 'network_error' },
    ]);
    expect(verdicts).toEqual([
      {
        verdict: 'event',
        event: {
          id: expect.stringMatching(/^evt_/),
          type: 'payment.failed',
          at: START,
          orderId,
          sessionId,
          amount: 12345,
          currency: 'CNY',
          method: 'card',
          failureCode: 'network_error',
        },
      },
    ]);
  });

  test('sent twice are the same event', async () => {
    const { verdicts } = await verdictsAfter(2, [{ outcome: 'succeeded', webhook: 'twice' }]);
    expect(verdicts[0]).toMatchObject({ verdict: 'event' });
    expect(verdicts[1]).toEqual(verdicts[0]);
  });

  test('echo the key of a refund', async () => {
    const receiver = await webhookReceiver();
    const { provider } = await connected({ webhookUrl: receiver.url });
    await provider.refund(refundRequest);
    const [told] = await receiver.arrived(1);
    expect(provider.verifyWebhook(told?.headers ?? {}, told?.body ?? '', new Date(START))).toMatchObject({
      event: { type: 'payment.refunded', orderId, amount: 1, refundKey: 'p/excess' },
    });
  });

  test('signed with another secret are not taken', async () => {
    const receiver = await webhookReceiver();
    const { provider, pay } = await withSession({
      webhookUrl: receiver.url,
      webhookSecret: 'whsec_c29tZXRoaW5nIGVsc2U=',
    });
    await pay({ outcome: 'succeeded' });
    const [told] = await receiver.arrived(1);
    expect(provider.verifyWebhook(told?.headers ?? {}, told?.body ?? '', new Date(START))).toEqual({
      verdict: 'bad_signature',
    });
  });
});

test('a session outlives a restart of the provider', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const dataFile = join(folder, 'data.json');
  const before = await withSession({ dataFile });
  await before.pay({ outcome: 'succeeded', webhook: 'drop' });
  await before.sandbox.app.close();
  const { provider } = await connected({ dataFile });
  expect(await provider.askSession({ sessionId: before.sessionId, orderId })).toMatchObject({
    state: 'succeeded',
    amount: 12345,
  });
  expect((await provider.openSession(request)).sessionId).toBe(before.sessionId);
});
