import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** How long, in ms, work on a test's database may wait for a connection and take: hundreds come at once there, on a machine that is busy. */
export const PATIENCE = 60_000;

/** A migrated, empty database for one test or one file. */
export interface FreshDatabase {
  readonly url: string;
  /** Removes it, connections or not. */
  drop(): Promise<void>;
}

/** A copy of the migrated template, in milliseconds. Databases that are not dropped go with the server at the end of the run. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`create database ${name} template ${inject('templateDatabase')}`);
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database if exists ${name} with (force)`) };
}

async function asAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject('adminUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
