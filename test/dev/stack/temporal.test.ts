import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchAttributes } from '../../../dev/stack/temporal.ts';
import { type TestEngine, startTestEngine } from '../../support/temporal.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

test('the engine knows the search attributes of an order', async () => {
  const { operatorService } = engine.environment.connection;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace: engine.namespace });
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(searchAttributes)));
});

test('the engine lets a workflow skip time, ten thousand times in one go', async () => {
  const { client, connection } = engine.environment;
  const handle = await client.workflow.start('nobodyRunsThis', { workflowId: 'skips', taskQueue: 'nobody' });
  const workflowExecution = { workflowId: handle.workflowId };
  await connection.workflowService.updateWorkflowExecutionOptions({
    namespace: engine.namespace,
    workflowExecution,
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true } },
    updateMask: { paths: ['time_skipping_config'] },
  });
  const { workflowExtendedInfo } = await connection.workflowService.describeWorkflowExecution({
    namespace: engine.namespace,
    execution: workflowExecution,
  });
  expect(workflowExtendedInfo?.timeSkippingInfo?.effectiveConfig?.maxSessionSkipCount).toBe(10_000);
});

test('the engine is gone once it is stopped', async () => {
  const other = await startTestEngine();
  await other.stop();
  await expect(Connection.connect({ address: other.address, connectTimeout: 500 })).rejects.toThrow();
});
