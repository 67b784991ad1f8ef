import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { leash, unleash } from '../../dev/stack/leash.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { TEST_PAYLOAD_KEYS } from '../support/payloads.ts';
import { freshDatabase } from '../support/postgres.ts';
import { WEBHOOK_SECRET } from '../support/shop.ts';

const running = new Set<() => void>();
afterEach(() => {
  for (const kill of running) kill();
  running.clear();
});

/** The API's own process, with no engine anywhere. */
async function startApi(environment: Record<string, string>) {
  const port = await freePort();
  const child = spawn(process.execPath, ['api/main.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      PORT: String(port),
      DEV_MODE: '1',
      TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
      LINK_SECRET: 'a-link-secret-of-tests',
      CUSTOMER_ID_SECRET: 'a-customer-secret-of-tests',
      PAYLOAD_KEYS: TEST_PAYLOAD_KEYS,
      PAYMENT_SANDBOX_SECRET: WEBHOOK_SECRET,
      ...environment,
    },
  });
  const { pid = 0 } = child;
  leash(pid, 'SIGTERM'); // it ends with this run, also where the run is killed
  child.once('exit', () => unleash(pid));
  running.add(() => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    said: () => said,
    stop: (signal: NodeJS.Signals) => child.kill(signal),
    exited: once(child, 'exit').then(([code]) => Number(code)),
    /** Waits until the address answers with this status. */
    async answers(path: string, status: number) {
      for (let left = 600; left > 0; left -= 1) {
        const answer = await fetch(`${url}${path}`).catch(() => undefined);
        if (answer?.status === status) return answer.json();
        await wait(100);
      }
      throw new Error(`${path} never answered ${status}: ${said}`);
    },
  };
}

const headers = { authorization: 'Bearer holdfast-dev', 'content-type': 'application/json' };

describe('the API’s process', () => {
  test('is ready and places without an engine, and stops within seconds with listeners on it', async () => {
    const database = await freshDatabase();
    const api = await startApi({ DATABASE_URL: database.url });
    expect(await api.answers('/readyz', 200)).toMatchObject({ engine: 'away' });
    const call = (method: string, path: string, body?: unknown) =>
      fetch(`${api.url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    await call('PUT', '/v1/stock/mug', { onHand: 5 });
    const order = {
      orderId: 'o1',
      customer: { id: 'ada' },
      lines: [{ sku: 'mug', quantity: 1, unitPrice: { amount: 1, currency: 'CNY' } }],
    };
    expect((await call('POST', '/v1/orders', order)).status).toBe(201);
    const events = await call('GET', '/v1/orders/o1/events');
    api.stop('SIGTERM');
    expect(await events.text()).toContain(': open');
    expect(await api.exited).toBe(0); // 1 where it had to be ended
    await database.drop();
  });

  test('is not ready on a database that is not migrated', async () => {
    const api = await startApi({ DATABASE_URL: inject('adminUrl') });
    expect(await api.answers('/readyz', 503)).toMatchObject({ database: 'not_migrated' });
    api.stop('SIGINT');
    expect(await api.exited).toBe(0);
  });

  test('does not start without what it needs, and says what is missing', async () => {
    const api = await startApi({ LINK_SECRET: '' });
    expect(await api.exited).toBe(1);
    expect(api.said()).toContain('DATABASE_URL');
    expect(api.said()).toContain('LINK_SECRET');
  });
});
