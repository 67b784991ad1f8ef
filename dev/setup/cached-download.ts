import { TestWorkflowEnvironment } from '@temporalio/testing';

// Run by download-temporal.ts in a process of its own: node cached-download.ts <folder>. The SDK downloads a Temporal CLI
// into the folder and starts it once.

const [downloadDir] = process.argv.slice(2);
if (downloadDir === undefined) throw new Error('no folder given to download to');
const executable = { type: 'cached-download', downloadDir, version: 'latest' } as const;
const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
await environment.teardown();
