import { join } from 'node:path';
import { MigrationRefused, migrate } from '../../prisma/migrate.ts';
import { Trouble } from '../trouble.ts';
import type { Crew } from './crew.ts';
import { ensureDatabase, startPostgres } from './postgres.ts';

export interface DatabaseOptions {
  /** A database to use instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** Where the embedded one lives, and its port. */
  readonly dataDir: string;
  readonly port: number;
  readonly crew: Crew;
}

const DATABASE = 'holdfast';

/** The address of the migrated database: the one given, or the embedded one, started. Throws `Trouble` when it can't be used. */
export async function readyDatabase(options: DatabaseOptions): Promise<string> {
  const url = options.databaseUrl || (await embeddedDatabase(options));
  try {
    await migrate(url);
  } catch (error) {
    throw troubleOf(error, options) ?? error;
  }
  return url;
}

async function embeddedDatabase({ dataDir, port, crew }: DatabaseOptions): Promise<string> {
  const postgres = await startPostgres({ dataFolder: join(dataDir, 'postgres'), port, crew });
  await ensureDatabase(postgres, DATABASE);
  return postgres.url(DATABASE);
}

/** What a person can do about migrations that did not go through; undefined when it is our own mistake. */
function troubleOf(error: unknown, { databaseUrl, dataDir }: DatabaseOptions): Trouble | undefined {
  if (error instanceof MigrationRefused) {
    const startOver = databaseUrl ? '' : ` To start over with an empty database, remove ${dataDir}.`;
    return new Trouble(`${error.message}${startOver}`);
  }
  return databaseUrl
    ? new Trouble(
        `The database that DATABASE_URL names can't be used (${whyOf(error)}): see that it runs and that the address is right.`,
      )
    : undefined;
}

/** A refused connection to a name with several addresses comes as an `AggregateError` without a message. */
function whyOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(whyOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
