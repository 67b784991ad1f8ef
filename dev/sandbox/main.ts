import { buildSandbox } from './app.ts';
import { readConfig } from './config.ts';

/** Starts the sandbox payment provider and stops it cleanly on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const { host, port, publicUrl, dataFile, webhookUrl, webhookSecret, logLevel } = readConfig(process.env);
  const app = await buildSandbox({
    webhookUrl,
    webhookSecret,
    logLevel,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(dataFile === undefined ? {} : { dataFile }),
  });
  const stop = (signal: NodeJS.Signals) => {
    app.log.info({ signal }, 'sandbox stopping');
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        app.log.error({ err: error }, 'sandbox did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const address = await app.listen({ host, port });
  app.log.info({ address }, 'sandbox ready');
}

await main().catch((error: unknown) => {
  console.error(reasonOf(error));
  process.exit(1);
});

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'The port of the sandbox payment provider is in use: choose another SANDBOX_PORT.';
  return error.message;
}
