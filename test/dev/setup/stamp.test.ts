import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOf, unlessStamped } from '../../../dev/setup/stamp.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('work is done once for the same files and again when one of them changes', async () => {
  const folder = await temporaryFolder();
  const [file, other, stamp] = ['a', 'b', 'made/stamp'].map((name) => join(folder, name));
  if (!file || !other || !stamp) throw new Error('three paths');
  await writeFile(file, 'one');
  await writeFile(other, 'two');
  let times = 0;
  const once = async () => unlessStamped(stamp, await hashOf([file, other]), async () => void (times += 1));
  expect([await once(), await once(), times]).toEqual([true, false, 1]);
  await writeFile(other, 'three');
  expect([await once(), await once(), times]).toEqual([true, false, 2]);
});

test('work that failed is not stamped', async () => {
  const stamp = join(await temporaryFolder(), 'stamp');
  await expect(unlessStamped(stamp, 'x', async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await unlessStamped(stamp, 'x', async () => undefined)).toBe(true);
});
