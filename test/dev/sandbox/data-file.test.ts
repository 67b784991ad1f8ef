import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keepDataFile, readDataFile } from '../../../dev/sandbox/data-file.ts';
import { emptySnapshot } from '../../../dev/sandbox/records.ts';
import { aSandbox, webhookReceiver } from './sandbox-environment.ts';

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('what the sandbox knows', () => {
  test('survives a restart: sessions, keys, refunds and clocks', async () => {
    const dataFile = join(await aFolder(), 'not', 'there', 'yet.json');
    const before = await aSandbox({ dataFile, publicUrl: 'http://pay.example' });
    const { body: session } = await before.open();
    const { body: paid } = await before.pay(session.id, { outcome: 'succeeded', webhook: 'drop' });
    const request = { key: 'r1', orderId: 'order-1', reference: session.id, amount: 5, currency: 'CNY' };
    const { body: refund } = await before.call('POST', '/refunds', request);
    const { body: waiting } = await before.open({ orderId: 'order-2' }, 'key-2');
    await before.call('PUT', '/clocks/order-2', { offsetMs: 3_600_000 });
    await before.app.close();

    const after = await aSandbox({ dataFile, publicUrl: 'http://pay.example' });
    expect((await after.call('GET', '/sessions?orderId=order-1')).body).toEqual([{ ...paid, refunded: 5 }]);
    expect((await after.open()).body.id).toBe(session.id);
    expect((await after.call('POST', '/refunds', request)).body).toEqual(refund);
    expect((await after.call('POST', '/refunds', { ...request, key: 'r2', amount: 12341 })).status).toBe(422);
    expect((await after.call('GET', `/sessions/${waiting.id}`)).body.state).toBe('closed');
  });

  test('includes the webhooks nobody has taken yet: they go out after it', async () => {
    const dataFile = join(await aFolder(), 'data.json');
    const before = await aSandbox({ dataFile, retryDelaysMs: [600_000] });
    const { body: session } = await before.open();
    await before.pay(session.id, { outcome: 'succeeded', webhook: 'twice' });
    await before.app.close();

    const receiver = await webhookReceiver();
    const after = await aSandbox({ dataFile, webhookUrl: receiver.url });
    await after.app.ready();
    const [first, second] = await receiver.arrived(2);
    expect(first?.event).toMatchObject({ type: 'payment.succeeded', data: { sessionId: session.id } });
    expect(second?.body).toBe(first?.body);
    await after.app.close();

    const quiet = await aSandbox({ dataFile, webhookUrl: receiver.url });
    await quiet.app.ready();
    await quiet.pay((await quiet.open({}, 'next')).body.id, { outcome: 'failed' });
    const all = await receiver.arrived(3);
    expect(all.map(({ event }) => event.type)).toEqual([
      'payment.succeeded',
      'payment.succeeded',
      'payment.failed',
    ]);
  });

  test('is written soon after a change, without a stop', async () => {
    const dataFile = join(await aFolder(), 'data.json');
    const sandbox = await aSandbox({ dataFile });
    const { body } = await sandbox.open();
    await expect
      .poll(async () => (await readDataFile(dataFile)).sessions.map(({ id }) => id))
      .toEqual([body.id]);
  });
});

describe('the data file', () => {
  test.each(['', '{', '[]', '{"sessions": 1}'])('that holds %j is refused by name', async (text) => {
    const dataFile = join(await aFolder(), 'data.json');
    await writeFile(dataFile, text);
    await expect(readDataFile(dataFile)).rejects.toThrow(`${dataFile} is not a data file of the sandbox`);
    expect(await readFile(dataFile, 'utf8')).toBe(text);
  });

  test('that is not there is an empty one', async () => {
    expect(await readDataFile(join(await aFolder(), 'none.json'))).toEqual(emptySnapshot);
  });

  test('is whole whatever the number of changes and flushes, and no other file is left', async () => {
    const folder = await aFolder();
    const path = join(folder, 'data.json');
    let count = 0;
    const file = keepDataFile(
      path,
      () => ({ ...emptySnapshot, offsets: { a: count } }),
      () => undefined,
    );
    const flushes: Promise<void>[] = [];
    for (count = 1; count <= 50; count += 1) {
      file.changed();
      flushes.push(file.flush());
    }
    await Promise.all(flushes);
    file.changed();
    await file.flush();
    expect((await readDataFile(path)).offsets).toEqual({ a: 51 });
    expect(await readdir(folder)).toEqual(['data.json']);
  });

  test('that can’t be written is an error at the flush, and is tried again', async () => {
    const folder = await aFolder();
    await writeFile(join(folder, 'file'), '');
    const path = join(folder, 'file', 'data.json');
    const file = keepDataFile(
      path,
      () => emptySnapshot,
      () => undefined,
    );
    file.changed();
    await expect(file.flush()).rejects.toThrow();
    await rm(join(folder, 'file'));
    await file.flush();
    expect(await readDataFile(path)).toEqual(emptySnapshot);
  });
});
