import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '../prisma/database.ts';
import { checkIntegrity, integrityRules } from '../prisma/integrity.ts';
import { dataConverterWith } from '../providers/engine/data-converter.ts';
import { payloadCipher } from '../providers/engine/payload-cipher.ts';
import { checkWorkflows, workflowRules } from '../worker/check-workflows.ts';
import { EngineUnavailable } from '../workflows/engine-errors.ts';
import { reportOf } from './check-report.ts';
import { type RunningSystem, runningSystem } from './running.ts';
import { payloadKeysAt } from './stack/secrets.ts';
import { Trouble } from './trouble.ts';

// `npm run check`: is everything true that must be? Of the system that DATABASE_URL and TEMPORAL_ADDRESS name, or of the one
// that runs here. Ends with 1 when something is wrong, or could not be checked.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const rules = [...integrityRules, ...workflowRules];

async function check(system: RunningSystem) {
  const now = new Date().toISOString();
  const database = openDatabase({ url: system.databaseUrl, connections: 2 });
  const connection = Connection.lazy({ address: system.temporalAddress });
  try {
    if (!(await database.isReachable())) throw databaseAway(system);
    const ofRows = await checkIntegrity(database.client, now);
    const client = new Client({ connection, namespace: system.temporalNamespace, ...reading(process.env) });
    return [
      ...ofRows,
      ...(await client.withDeadline(Date.now() + 60_000, () => checkWorkflows({ client, database, now }))),
    ];
  } catch (error) {
    throw error instanceof EngineUnavailable ? engineAway(system) : error;
  } finally {
    await connection.close();
    await database.close();
  }
}

/** A memo is all it has to decrypt, which only orders with a clock of their own have: it goes without where it knows no keys. */
function reading(env: NodeJS.ProcessEnv) {
  const keys = payloadKeysAt(join(env['DATA_DIR'] || join(ROOT, '.data'), 'secrets.json'), env);
  return keys ? { dataConverter: dataConverterWith(payloadCipher(keys)) } : {};
}

function databaseAway({ databaseUrl }: RunningSystem): Trouble {
  const { host, pathname } = new URL(databaseUrl);
  return new Trouble(
    `The database at ${host}${pathname} does not answer: see that "npm start" runs, or set DATABASE_URL.`,
  );
}

function engineAway({ temporalAddress }: RunningSystem): Trouble {
  return new Trouble(
    `The engine at ${temporalAddress} does not answer: see that "npm start" runs, or set TEMPORAL_ADDRESS.`,
  );
}

try {
  const violations = await check(await runningSystem(process.env));
  console.log(reportOf(rules, violations));
  process.exitCode = violations.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error);
  process.exitCode = 1;
}
