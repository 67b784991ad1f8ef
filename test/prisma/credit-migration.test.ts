import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import { PolicyDocument } from '../../domain/policy/schema.ts';
import { migrate } from '../../prisma/migrate.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const NAME = 'credit_migration';
let url: string;
let admin: Client;

beforeEach(async () => {
  admin = new Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  await admin.query(`create database ${NAME}`);
  url = inject('adminUrl').replace(/\/postgres$/, `/${NAME}`);
});
afterEach(async () => {
  await admin.query(`drop database ${NAME} with (force)`);
  await admin.end();
});

/** The migrations that were there before credit was. */
async function olderMigrations(): Promise<string> {
  const folder = await temporaryFolder();
  const older = (await readdir(MIGRATIONS)).filter((name) => name < '20261122230500_credit');
  for (const name of older) await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  return folder;
}

test('policies written before there was credit get what it and standing go by since, and keep all else', async () => {
  await migrate(url, await olderMigrations());
  const { credit, standing, ...rest } = defaultPolicy;
  const { providerAwayFor: _away, ...olderStanding } = standing;
  const { base, factors, grades, manualReviewWithin, rescue } = credit;
  const { outsideProviders: _providers, ...olderRescue } = rescue;
  const ours = {
    wait: 'PT12H',
    base,
    factors,
    grades,
    manualReviewWithin,
    rescue: { ...olderRescue, downPayment: 0.3 },
  };
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const values = [JSON.stringify({ ...rest, standing: olderStanding, credit: ours })];
    await client.query(`insert into policies (name, version, document) values ('ours', 3, $1)`, values);
    await migrate(url);
    const { rows } = await client.query(`select document from policies where name = 'ours' and version = 3`);
    const [{ document }] = z.tuple([z.object({ document: PolicyDocument })]).parse(rows);
    const expected = { ...credit, wait: 'PT12H', rescue: { ...rescue, downPayment: 0.3 } };
    expect(document).toEqual({ ...defaultPolicy, credit: expected });
  } finally {
    await client.end();
  }
});
