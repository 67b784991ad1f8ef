import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive } from '../../../dev/alive.ts';
import { DEV_KEY, demoProducts, loadDemoStock } from '../../../dev/stack/demo-stock.ts';
import { type StackPorts, freePorts } from '../../../dev/stack/stack-ports.ts';
import { type Stack, startStack } from '../../../dev/stack/stack.ts';
import { tour, welcome } from '../../../dev/stack/welcome.ts';
import { Trouble } from '../../../dev/trouble.ts';
import { openBrowser } from '../../console/browser/stage.ts';
import { atAnyTime } from '../../support/any-time.ts';
import { lastingFolder } from '../../support/temporary-folder.ts';

let folder: Awaited<ReturnType<typeof lastingFolder>>;
let ports: StackPorts;
let stack: Stack;

const start = async (): Promise<Stack> => startStack({ dataDir: folder.path, ports });

/** What the worker says of itself the first time the API says that it is ready, as others see it from outside. */
async function workerAtFirstReady(starting: Promise<unknown>): Promise<number | undefined> {
  let over = false;
  void starting.finally(() => (over = true)).catch(() => {});
  const statusOf = (port: number) =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status,
      () => undefined,
    );
  for (;;) {
    if ((await statusOf(ports.PORT)) === 200) return statusOf(ports.WORKER_PORT);
    if (over) return undefined;
    await pause(20);
  }
}

beforeAll(async () => {
  folder = await lastingFolder();
  ports = await freePorts();
  stack = await start();
});

afterAll(async () => {
  await stack?.stop();
  await folder.remove();
});

/** Does what one of the curl lines of the tour does. */
async function paste(line: string): Promise<{ status: number; body: unknown }> {
  const [, url] = /curl -s '?(\S+?)'? /.exec(line) ?? [];
  const [, body] = / -d '(.*)'$/.exec(line) ?? [];
  const headers = [...line.matchAll(/-H '([^:]+): ([^']+)'/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  );
  if (url === undefined) throw new Error(`no address in ${line}`);
  const response = await fetch(url, { headers, ...(body === undefined ? {} : { method: 'POST', body }) });
  return { status: response.status, body: await response.json() };
}

test('the demo stock is put in once', async () => {
  expect(await loadDemoStock(stack.apiUrl)).toEqual(demoProducts.map(({ sku }) => sku));
  expect(await loadDemoStock(stack.apiUrl)).toEqual([]);
});

test('the three lines to paste place an order, show its story and move its clock by four hours', async () => {
  const headers = { authorization: `Bearer ${DEV_KEY}`, 'content-type': 'application/json' };
  const body = JSON.stringify(atAnyTime); // on a day before a holiday nobody would be reminded
  await fetch(`${stack.apiUrl}/v1/policies/default`, { method: 'PUT', headers, body });
  const [place, read, forward] = tour(stack.apiUrl, 'tour-1');
  if (!place || !read || !forward) throw new Error('three lines');
  expect(await paste(place)).toMatchObject({
    status: 201,
    body: { id: 'tour-1', status: 'awaiting_payment' },
  });
  expect(await paste(read)).toMatchObject({
    status: 200,
    body: { journal: expect.arrayContaining([expect.objectContaining({ kind: 'placed' })]) },
  });
  expect(await paste(forward)).toMatchObject({ status: 200, body: { id: 'tour-1' } });
});

test('what is printed at the start names every address and no password', () => {
  const wiring = { ...stack.wiring, databaseUrl: 'postgresql://me:hidden@db.example.com/shop' };
  const text = welcome({ ...stack, wiring }, 'tour-2');
  for (const url of [
    stack.apiUrl,
    stack.sandboxUrl,
    stack.bureauUrl,
    stack.carrierUrl,
    stack.mailUrl,
    stack.smtpUrl,
    stack.workerUrl,
    stack.temporalUiUrl,
  ]) {
    expect(text).toContain(url);
  }
  expect(text).toMatch(new RegExp(`Logs +${stack.logFolder}\n`)); // outside of this folder: as it can be pasted anywhere
  expect(text).toContain('db.example.com');
  expect(text).not.toContain('hidden');
});

test('the Temporal UI shows what an order is and waits for, decrypted, without a click', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${stack.temporalUiUrl}/namespaces/default/workflows/order-tour-1`);
    await page.getByText('"orderId"').first().waitFor();
    await page.getByText('remind the buyer').first().waitFor();
    await page.getByText('User Metadata').first().click();
    const told = async () => {
      const texts = page.frames().map((frame) => frame.locator('body').innerText());
      return (await Promise.all(texts)).join('\n'); // what comes from workflows stands in frames
    };
    await expect.poll(told).toContain('normal order, shop default');
    await expect.poll(told).toContain('close the order and release the stock');
  } finally {
    await browser.close();
  }
});

test('the sandbox carrier takes subscriptions, moves nothing by itself, and what it tells is heard', async () => {
  const post = (path: string, body: object) =>
    fetch(`${stack.carrierUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const subscription = { orderId: 'tour-1', carrier: null, trackingNumber: 'SF-1' };
  expect((await post('/subscriptions', subscription)).status).toBe(201);
  expect(await (await fetch(`${stack.carrierUrl}/parcels`)).json()).toMatchObject([{ updates: [] }]);
  expect(await (await fetch(stack.carrierUrl)).text()).toContain('SF-1');
  expect((await post('/parcels/tour-1/move', { state: 'in_transit' })).status).toBe(200);
  const headers = { authorization: `Bearer ${DEV_KEY}` };
  const told = async () =>
    (await fetch(`${stack.apiUrl}/v1/orders/tour-1?include=journal`, { headers })).text();
  await expect.poll(told).toContain('"reason":"not_shipped"');
});

test('a second start on the same data is refused, whatever its ports, and harms nothing', async () => {
  const second = startStack({ dataDir: folder.path, ports: await freePorts() });
  await expect(second).rejects.toThrow(Trouble);
  await expect(second).rejects.toThrow(
    `Holdfast already runs on ${folder.path} (process ${process.pid}): stop that first, or set DATA_DIR to another folder.`,
  );
  expect((await fetch(`${stack.apiUrl}/readyz`)).status).toBe(200);
});

test('after a stop nothing is left running, and after another start everything is there', async () => {
  const children = stack.children();
  await stack.stop();
  expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]);
  expect(existsSync(join(folder.path, 'postgres/postmaster.pid'))).toBe(false);
  expect(existsSync(join(folder.path, 'running.lock'))).toBe(false);
  const secrets = await readFile(join(folder.path, 'secrets.json'), 'utf8');

  const starting = start();
  const worker = await workerAtFirstReady(starting);
  stack = await starting;
  expect(worker, 'the worker once the API is ready').toBe(200);
  expect(await readFile(join(folder.path, 'secrets.json'), 'utf8')).toBe(secrets);
  expect(await loadDemoStock(stack.apiUrl)).toEqual([]);
  const order = await fetch(`${stack.apiUrl}/v1/orders/tour-1`, {
    headers: { authorization: `Bearer ${DEV_KEY}` },
  });
  expect(await order.json()).toMatchObject({ id: 'tour-1', status: 'awaiting_payment' });
});

test('a part that is killed is reported', async () => {
  const worker = stack.children().find(({ name }) => name === 'worker');
  if (!worker) throw new Error('no worker');
  process.kill(worker.pid, 'SIGKILL');
  const { child, exit } = await stack.died;
  expect([child.name, exit]).toEqual(['worker', { code: null, signal: 'SIGKILL' }]);
});

test('a start that is called off stops what is up already and gives the data back', async () => {
  const other = await lastingFolder();
  const calledOff = new AbortController();
  const starting = startStack({ dataDir: other.path, ports: await freePorts(), signal: calledOff.signal });
  setImmediate(() => calledOff.abort());
  await expect(starting).rejects.toThrow();
  expect(existsSync(join(other.path, 'running.lock'))).toBe(false);
  await other.remove();
});
