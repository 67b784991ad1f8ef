import { describe, expect, test } from 'vitest';
import { createFaults, FaultSetting, seededRandom } from '../../../dev/sandbox/faults.ts';
import { aSandbox, sessionRequest } from './sandbox-environment.ts';

type Sandboxed = Awaited<ReturnType<typeof aSandbox>>;

/** Every call of a provider's API, on a session that is open, and every call of people and tests. */
const providerCalls: Record<string, (sandbox: Sandboxed, id: string) => Promise<{ status: number }>> = {
  open: (sandbox) => sandbox.open({}, 'another'),
  ask: (sandbox, id) => sandbox.call('GET', `/sessions/${id}`),
  find: (sandbox) => sandbox.call('GET', '/sessions?idempotencyKey=key-1'),
  close: (sandbox, id) => sandbox.call('POST', `/sessions/${id}/close`),
  refund: (sandbox) =>
    sandbox.call('POST', '/refunds', {
      key: 'r',
      orderId: 'order-1',
      reference: 'evt_x',
      amount: 1,
      currency: 'CNY',
    }),
};
const controlCalls: Record<string, (sandbox: Sandboxed, id: string) => Promise<{ status: number }>> = {
  pay: (sandbox, id) => sandbox.pay(id, { outcome: 'processing' }),
  'sessions of an order': (sandbox) => sandbox.call('GET', '/sessions?orderId=order-1'),
  'refunds of an order': (sandbox) => sandbox.call('GET', '/refunds?orderId=order-1'),
  faults: (sandbox) => sandbox.call('GET', '/faults'),
  clock: (sandbox) => sandbox.call('PUT', '/clocks/order-1', { offsetMs: 1 }),
  health: (sandbox) => sandbox.call('GET', '/healthz'),
};

async function faultySandbox(fault: object) {
  const sandbox = await aSandbox({ slowMs: 60_000 });
  const { body } = await sandbox.open();
  await sandbox.call('PUT', '/faults', fault);
  return { sandbox, id: String(body.id) };
}

/** What the sandbox knows, as people see it. */
async function known({ call }: Sandboxed) {
  const sessions = (await call('GET', '/sessions?orderId=order-1')).body;
  const refunds = (await call('GET', '/refunds?orderId=order-1')).body;
  return { sessions: sessions.map(({ state }: { state: string }) => state), refunds: refunds.length };
}

describe('while the provider is down', () => {
  test.each(Object.entries(providerCalls))('%s answers 503 and does nothing', async (_, call) => {
    const { sandbox, id } = await faultySandbox({ mode: 'down' });
    expect((await call(sandbox, id)).status).toBe(503);
    expect(await known(sandbox)).toEqual({ sessions: ['open'], refunds: 0 });
  });

  test.each(Object.entries(controlCalls))('%s goes on working', async (_, call) => {
    const { sandbox, id } = await faultySandbox({ mode: 'down' });
    expect((await call(sandbox, id)).status).toBe(200);
  });

  test('its pages go on working, and say so', async () => {
    const { sandbox, id } = await faultySandbox({ mode: 'down' });
    const front = await sandbox.app.inject('/');
    expect([front.statusCode, front.body]).toEqual([200, expect.stringContaining('<strong>down</strong>')]);
    expect((await sandbox.app.inject(`/sessions/${id}/checkout`)).statusCode).toBe(200);
  });

  test('until the fault is taken away', async () => {
    const { sandbox, id } = await faultySandbox({ mode: 'down' });
    await sandbox.call('PUT', '/faults', { mode: 'none' });
    expect((await sandbox.call('GET', `/sessions/${id}`)).status).toBe(200);
  });
});

describe('an error after success', () => {
  test.each([
    ['open', { sessions: ['open', 'open'], refunds: 0 }],
    ['ask', { sessions: ['open'], refunds: 0 }],
    ['find', { sessions: ['open'], refunds: 0 }],
    ['close', { sessions: ['closed'], refunds: 0 }],
    ['refund', { sessions: ['open'], refunds: 1 }],
  ])('%s answers 500 though it was done', async (name, after) => {
    const { sandbox, id } = await faultySandbox({ mode: 'error_after_success' });
    expect((await providerCalls[name]?.(sandbox, id))?.status).toBe(500);
    expect(await known(sandbox)).toEqual(after);
  });

  test('leaves a refusal a refusal', async () => {
    const { sandbox, id } = await faultySandbox({ mode: 'error_after_success' });
    await sandbox.pay(id, { outcome: 'succeeded' });
    expect((await sandbox.call('POST', `/sessions/${id}/close`)).status).toBe(409);
  });
});

describe('while the provider is slow', () => {
  test('a caller that gives up gets no answer, but it was done', async () => {
    const sandbox = await aSandbox({ slowMs: 60_000 });
    const patience = new AbortController();
    sandbox.app.addHook('preHandler', async ({ url }) =>
      url.endsWith('/close') ? patience.abort() : undefined,
    );
    const address = await sandbox.listen();
    const { body } = await sandbox.open();
    await sandbox.call('PUT', '/faults', { mode: 'slow' });
    const closing = fetch(`${address}/sessions/${body.id}/close`, {
      method: 'POST',
      signal: patience.signal,
    });
    await expect(closing).rejects.toThrow('aborted');
    await expect.poll(() => known(sandbox)).toEqual({ sessions: ['closed'], refunds: 0 });
  });

  test('it answers in the end', async () => {
    const sandbox = await aSandbox({ slowMs: 30 });
    await sandbox.call('PUT', '/faults', { mode: 'slow' });
    const begun = performance.now();
    expect((await sandbox.open()).status).toBe(201);
    expect(performance.now() - begun).toBeGreaterThan(25);
  });

  test('stopping does not wait for it, and the caller is answered', async () => {
    const sandbox = await aSandbox({ slowMs: 60_000 });
    const arrived = new Promise<void>((resolve) => {
      sandbox.app.addHook('onRequest', async ({ url }) => (url.endsWith('order-9') ? resolve() : undefined));
    });
    const address = await sandbox.listen();
    await sandbox.call('PUT', '/faults', { mode: 'slow' });
    const finding = fetch(`${address}/sessions?idempotencyKey=none&orderId=order-9`);
    await arrived;
    await sandbox.app.close();
    const response = await finding;
    expect([response.status, await response.json()]).toEqual([200, []]);
  });
});

describe('a fault', () => {
  test('hits the share of calls that its rate says, the same ones for the same seed', async () => {
    const statuses = async (seed: number) => {
      const sandbox = await aSandbox({ seed });
      const { body } = await sandbox.open();
      await sandbox.call('PUT', '/faults', { mode: 'down', rate: 0.3 });
      const all: number[] = [];
      for (let time = 0; time < 200; time += 1)
        all.push((await sandbox.call('GET', `/sessions/${body.id}`)).status);
      return all;
    };
    const hits = await statuses(7);
    const share = hits.filter((status) => status === 503).length / hits.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
    expect(await statuses(7)).toEqual(hits);
    expect(await statuses(8)).not.toEqual(hits);
  });

  test('hits only the calls it names', async () => {
    const { sandbox, id } = await faultySandbox({ mode: 'down', calls: ['refund'] });
    expect((await sandbox.call('GET', `/sessions/${id}`)).status).toBe(200);
    expect((await providerCalls['refund']?.(sandbox, id))?.status).toBe(503);
  });

  test('is described as it is set', async () => {
    const { sandbox } = await faultySandbox({ mode: 'slow', rate: 0.5 });
    expect((await sandbox.call('GET', '/faults')).body).toMatchObject({ mode: 'slow', rate: 0.5 });
  });

  test.each([{ mode: 'sleepy' }, { mode: 'down', rate: 1.5 }, { mode: 'down', calls: [] }, {}])(
    'is refused where it makes no sense: %j',
    async (fault) => {
      const { sandbox } = await faultySandbox({ mode: 'none' });
      expect((await sandbox.call('PUT', '/faults', fault)).status).toBe(422);
    },
  );

  test('with rate 0 hits nothing, with rate 1 everything', async () => {
    for (const [rate, expected] of [
      [0, 'done'],
      [1, 'refused'],
    ] as const) {
      const faults = createFaults({ slowMs: 1, random: seededRandom(3) });
      faults.set(FaultSetting.parse({ mode: 'down', rate }));
      const results = Array.from({ length: 50 }, () =>
        faults.around('ask', new AbortController().signal, () => 'done').catch(() => 'refused'),
      );
      expect(new Set(await Promise.all(results))).toEqual(new Set([expected]));
    }
  });

  test('does not make a bad request good', async () => {
    const { sandbox } = await faultySandbox({ mode: 'error_after_success' });
    expect((await sandbox.call('POST', '/sessions', sessionRequest())).status).toBe(422);
  });
});
