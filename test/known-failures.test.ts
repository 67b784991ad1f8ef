import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const page = fileURLToPath(new URL('../docs/known-failures.md', import.meta.url));

/** Titles of tests and groups of tests, as they stand in the sources. */
const TITLE = /(?:test|describe)(?:\.\w+)*\(\s*['`]([^'`]+)['`]|\]\)\(\s*['`]([^'`]+)['`]/g;
const NUMBERS = /known failures? (\d+)/g;

/** What speaks of credit is proven where there is credit. */
const OF_CREDIT = [29, 30];
const hasCredit = existsSync(fileURLToPath(new URL('../domain/credit', import.meta.url)));

const proofs = new Map<number, string[]>();

beforeAll(async () => {
  for (const file of await readdir(here, { recursive: true })) {
    if (!file.endsWith('.test.ts')) continue;
    const source = await readFile(join(here, file), 'utf8');
    for (const [, first, second] of source.matchAll(TITLE)) {
      const title = first ?? second ?? '';
      for (const [, number] of title.matchAll(NUMBERS))
        proofs.set(Number(number), [...(proofs.get(Number(number)) ?? []), `${file}: ${title}`]);
    }
  }
});

const known = (await readFile(page, 'utf8'))
  .split('\n')
  .flatMap((line) => /^(\d+)\. /.exec(line)?.[1] ?? [])
  .map(Number);

describe('every known failure has a test that names it', () => {
  test('there are 34 of them, each once', () => {
    expect(known).toEqual(Array.from({ length: 34 }, (_, index) => index + 1));
  });

  test.for(known.filter((number) => hasCredit || !OF_CREDIT.includes(number)))(
    'known failure %i of docs/known-failures.md',
    (number) => {
      expect(proofs.get(number) ?? []).not.toEqual([]);
    },
  );
});
