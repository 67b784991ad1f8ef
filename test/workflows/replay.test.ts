import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker, bundleWorkflowCode } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { fakeCarrier } from '../support/fake-carrier.ts';
import { cards } from '../support/dues-counter.ts';
import { dataConverter } from '../support/payloads.ts';
import { readable } from '../support/readable.ts';
import { quietRuntime, runShop } from '../support/running-shop.ts';
import { shapes } from './shapes.ts';

const folder = fileURLToPath(new URL('./histories', import.meta.url));
const require = createRequire(import.meta.url);

/**
 * `RECORD_HISTORIES=1` lives every shape that has no history yet and writes it. What is committed stays as it was recorded: orders
 * that sleep in production have histories like it.
 */
beforeAll(async () => {
  quietRuntime();
  if (process.env['RECORD_HISTORIES'] !== '1') return;
  const shop = await runShop([], { logistics: fakeCarrier(), cards });
  await shop.stock('mug', 1_000, { price: 5_000 });
  const recorded = await readdir(folder);
  for (const [name, live] of Object.entries(shapes)) {
    if (recorded.includes(`${name.replaceAll(' ', '-')}.json`)) continue;
    const workflowId = await live(shop, () => new Date().toISOString());
    const history = await shop.client.workflow.getHandle(workflowId).fetchHistory();
    await writeFile(join(folder, `${name.replaceAll(' ', '-')}.json`), historyToJSON(history));
  }
  await shop.close();
});

/** An order's workflow knows its own id, so a history is replayed under the one it was recorded under. */
const Recorded = z.looseObject({
  events: z.tuple(
    [z.looseObject({ workflowExecutionStartedEventAttributes: z.looseObject({ workflowId: z.string() }) })],
    z.unknown(),
  ),
});

async function* committed(only?: string) {
  for (const file of (await readdir(folder)).toSorted()) {
    if (only !== undefined && file !== only) continue;
    const history = Recorded.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    const [{ workflowExecutionStartedEventAttributes: started }] = history.events;
    yield { workflowId: started.workflowId, history };
  }
}

/** Which committed histories the workflow code does not follow any more, and why. */
async function strayed(workflowBundle: { code: string }, only?: string): Promise<readonly string[]> {
  const errors: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle, dataConverter },
    committed(only),
  ))
    if (error) errors.push(`${workflowId}: ${error.message}`);
  return errors;
}

describe('the workflow code', () => {
  test('known failure 33: replays a committed history of every shape', async () => {
    expect((await readdir(folder)).toSorted()).toEqual(
      Object.keys(shapes)
        .map((name) => `${name.replaceAll(' ', '-')}.json`)
        .toSorted(),
    );
    expect(await strayed(await bundleWorkflows())).toEqual([]);
  });

  test('would not, were it to do something else: a control that must fail', async () => {
    const workflowsPath = fileURLToPath(new URL('./impatient-order.ts', import.meta.url));
    const impatient = await bundleWorkflowCode({ workflowsPath });
    expect((await strayed(impatient, 'expired.json')).length).toBeGreaterThan(0);
  });

  test('keeps buyers out of its histories: no address, phone or name', async () => {
    for await (const { history } of committed()) {
      const text = readable(historyFromJSON(history));
      expect(text).toContain('orderId');
      expect(text).not.toMatch(/example\.com|shape-\d/);
    }
  });

  test('is small, since every cached workflow has it in memory', async () => {
    const { code } = await bundleWorkflows();
    const withoutMap = code.replace(/\n\/\/# sourceMappingURL=.*/s, '');
    expect(withoutMap.length).toBeLessThan(1_500_000);
  });
});

test('the SDK and we use one protobufjs: with two, replaying JSON histories throws', () => {
  const ours = require.resolve('protobufjs');
  for (const name of ['@temporalio/common', '@temporalio/proto', '@temporalio/worker', '@temporalio/client'])
    expect(createRequire(require.resolve(name)).resolve('protobufjs')).toBe(ours);
});
