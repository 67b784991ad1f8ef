import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { freePort } from '../../dev/stack/ports.ts';
import { alone } from '../../dev/stack/crew.ts';
import { startTemporal } from '../../dev/stack/temporal.ts';
import { dataConverter } from './payloads.ts';

/** A real Temporal server of its own, with time skipping and our search attributes, and a client to it. */
export interface TestEngine {
  readonly environment: TestWorkflowEnvironment;
  readonly address: string;
  readonly namespace: string;
  /** What its clients and workers read and write payloads with. */
  readonly dataConverter: DataConverter;
  /** The server's process, for tests that kill it. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts an engine as `npm start` does, in memory and on a free port; one per file, in `beforeAll`. The SDK's
 * `createLocal` would leave its server running when the test process is killed; this one goes with it.
 */
export async function startTestEngine(): Promise<TestEngine> {
  const { child, address, namespace } = await startTemporal({ port: await freePort(), crew: alone() });
  const environment = await TestWorkflowEnvironment.createFromExistingServer({
    address,
    namespace,
    client: { dataConverter },
  });
  return {
    environment,
    address,
    namespace,
    dataConverter,
    pid: child.pid,
    async stop() {
      await environment.teardown();
      await child.stop(0); // it keeps nothing: no need to wait for a clean stop
    },
  };
}
