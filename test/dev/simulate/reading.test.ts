import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOptions } from '../../../dev/simulate/options.ts';
import { readModel, readPolicy } from '../../../dev/simulate/read-document.ts';
import { assumptionsOf } from '../../../dev/simulate/text/model-text.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function fileWith(document: unknown): Promise<string> {
  const file = join(await temporaryFolder(), 'document.json');
  await writeFile(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
}

describe('the words of the command', () => {
  test('have defaults', () => {
    expect(readOptions([])).toMatchObject({
      policy: 'default',
      orders: 'synthetic',
      count: 500,
      days: 7,
      seed: 1,
    });
  });

  test.each([
    [['--count', 'many'], '--count must be a number.'],
    [['--time-zone', 'Asia/Nowhere'], '--time-zone must be a time zone such as Asia/Shanghai.'],
    [['--orders', 'both'], '--orders must be synthetic or recorded.'],
    [['--from', '2026-02-30'], '--from must be a date that exists, as YYYY-MM-DD.'],
    [['--polcy', 'mine.json'], "Unknown option '--polcy'"],
  ])('%j is refused with a sentence', (words, sentence) => {
    expect(() => readOptions(words)).toThrow(sentence);
  });
});

describe('a policy', () => {
  test('is laid over the default one, field by field', async () => {
    const { policy } = await readPolicy(await fileWith({ validity: { normal: 'PT6H' } }), defaultPolicy);
    expect(policy.validity).toEqual({ ...defaultPolicy.validity, normal: 'PT6H' });
  });

  test('is refused with a sentence for every bad field', async () => {
    const file = await fileWith({ validity: { normal: '6h' }, remindrs: {} });
    await expect(readPolicy(file, defaultPolicy)).rejects.toThrow(
      `${file} can't be used:\n  validity.normal: must be an ISO 8601 duration such as PT2H30M or P3D.\n  remindrs: is no field of a policy.`,
    );
  });

  test('that is no JSON, or not there, is said to be', async () => {
    await expect(readPolicy(await fileWith('{'), defaultPolicy)).rejects.toThrow('is no JSON');
    await expect(readPolicy('/nowhere/mine.json', defaultPolicy)).rejects.toThrow("can't be read");
  });
});

describe('the model of buyers', () => {
  test('has a reason for every number', async () => {
    for (const { name, because } of assumptionsOf(await readModel(undefined)))
      expect(because, name).toMatch(/^[A-Z].{20,}\.$/);
  });

  test('is laid over the standard one, and refused with a sentence for every bad number', async () => {
    const model = await readModel(await fileWith({ reminding: { persuades: { new: 0.5 } } }));
    expect(model.reminding.persuades).toMatchObject({ new: 0.5, second: 0.18 });
    const file = await fileWith({ reminding: { persuades: { new: 2 }, hurry: 1 } });
    await expect(readModel(file)).rejects.toThrow('reminding.persuades.new');
    await expect(readModel(file)).rejects.toThrow('hurry');
  });
});
