import { spawn } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { alone } from '../../../dev/stack/crew.ts';
import { freePort } from '../../../dev/stack/ports.ts';
import { type Postgres, ensureDatabase, startPostgres } from '../../../dev/stack/postgres.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function start(dataFolder: string): Promise<Postgres> {
  const postgres = await startPostgres({ dataFolder, port: await freePort(), crew: alone() });
  onTestFinished(() => postgres.child.stop());
  return postgres;
}

async function ask(postgres: Postgres, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: postgres.url('holdfast') });
  await client.connect();
  try {
    return z.array(z.unknown()).parse((await client.query(sql)).rows);
  } finally {
    await client.end();
  }
}

test('what was committed is there after a kill -9, although another program has the number in postmaster.pid by now', async () => {
  const folder = join(await temporaryFolder(), 'postgres');
  const first = await start(folder);
  await ensureDatabase(first, 'holdfast');
  await ensureDatabase(first, 'holdfast');
  await ask(first, 'create table kept as select 7 as seven');
  process.kill(first.child.pid, 'SIGKILL');
  await first.child.exited;

  const other = spawn('sleep', ['300'], { stdio: 'ignore' });
  onTestFinished(() => void other.kill('SIGKILL'));
  const pidFile = join(folder, 'postmaster.pid');
  await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/, String(other.pid)));
  const second = await start(folder);
  expect(await ask(second, 'select seven from kept')).toEqual([{ seven: 7 }]);
});

test('it starts in a folder that only its owner may enter, also for root', async () => {
  const closed = await temporaryFolder();
  await chmod(closed, 0o700);
  const postgres = await start(join(closed, 'postgres'));
  await ensureDatabase(postgres, 'holdfast');
  expect(await ask(postgres, 'show timezone')).toEqual([{ TimeZone: 'UTC' }]);
});
