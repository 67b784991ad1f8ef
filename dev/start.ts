import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { elapsed } from './setup/progress.ts';
import { loadDemoStock } from './stack/demo-stock.ts';
import type { Death } from './stack/crew.ts';
import { readable } from './stack/log.ts';
import { portsFrom } from './stack/stack-ports.ts';
import { type Stack, startStack } from './stack/stack.ts';
import { lastWords } from './stack/wait-for.ts';
import { welcome } from './stack/welcome.ts';
import { stopRequest } from './stop-request.ts';
import { Trouble } from './trouble.ts';

// `npm start`: everything on this machine, until Ctrl-C.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const stop = stopRequest();

async function start(env: NodeJS.ProcessEnv): Promise<Stack> {
  return startStack({
    dataDir: env['DATA_DIR'] || join(ROOT, '.data'),
    ports: await portsFrom(env),
    host: env['HOST'],
    publicUrl: env['PUBLIC_URL'],
    databaseUrl: env['DATABASE_URL'],
    temporalAddress: env['TEMPORAL_ADDRESS'],
    temporalNamespace: env['TEMPORAL_NAMESPACE'],
    signal: stop.signal,
    onTrouble(name, line) {
      if (!stop.signal.aborted) console.error(`[${name}] ${readable(line)}`);
    },
  });
}

/** Until somebody asks to stop. */
async function serve(stack: Stack, began: number): Promise<undefined> {
  const loaded = await loadDemoStock(stack.apiUrl);
  if (loaded.length > 0) console.log(`Loaded demo stock: ${loaded.join(', ')}.`);
  console.log(`Holdfast is ready (${elapsed(Date.now() - began)}). Ctrl-C stops it.\n`);
  console.log(welcome(stack, `tour-${began.toString(36)}`));
  await stop.requested;
  return undefined;
}

function report({ child, exit }: Death, logFolder: string): void {
  const how = exit.signal ? `killed by ${exit.signal}` : `exit code ${exit.code}`;
  console.error(
    `\nThe part "${child.name}" ended unexpectedly (${how}), so everything is stopped. Its last lines:`,
  );
  console.error(lastWords(child));
  console.error(`All of its lines are in ${join(logFolder, `${child.name}.log`)}.`);
}

async function main(): Promise<number> {
  const began = Date.now();
  console.log('Starting Holdfast ...');
  const stack = await start(process.env);
  try {
    const death = await Promise.race([stack.died, serve(stack, began)]);
    if (death) report(death, stack.logFolder);
    else console.log('\nStopping ...');
    return death ? 1 : 0;
  } finally {
    await stack.stop();
    console.log('Stopped.');
  }
}

process.exit(
  await main().catch((error: unknown) => {
    if (stop.signal.aborted) {
      console.log('Stopped before everything was up.');
      return 0;
    }
    console.error(error instanceof Trouble ? error.message : error);
    return 1;
  }),
);
