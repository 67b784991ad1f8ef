import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../dev/stack/ports.ts';
import { removeAtEnd } from '../../dev/stack/leash.ts';
import { alone } from '../../dev/stack/crew.ts';
import { ensureDatabase, startPostgres } from '../../dev/stack/postgres.ts';
import { migrate } from '../../prisma/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the `postgres` database of the server all tests share. */
    adminUrl: string;
    /** The migrated database that `freshDatabase` copies. */
    templateDatabase: string;
  }
}

const TEMPLATE = 'template_holdfast';

/** One PostgreSQL for the whole run, in a temporary folder that goes with it, however the run ends. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env['TZ'] = 'UTC';
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-test-'));
  await chmod(folder, 0o755); // root runs PostgreSQL as another user
  removeAtEnd(folder);
  const postgres = await startPostgres({
    dataFolder: join(folder, 'postgres'),
    port: await freePort(),
    crew: alone(),
    unsafe: true,
  });
  await ensureDatabase(postgres, TEMPLATE);
  await migrate(postgres.url(TEMPLATE));
  project.provide('adminUrl', postgres.url('postgres'));
  project.provide('templateDatabase', TEMPLATE);
  return () => postgres.child.stop();
}
