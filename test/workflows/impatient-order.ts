import { sleep } from '@temporalio/workflow';

/** Not our order: it waits a second and ends. Replaying a real history with it must fail. */
export async function order(): Promise<void> {
  await sleep('1 second');
}
