import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

/** The folders in which Node looks for what the package at `folder` needs, nearest first. */
function foldersFor(folder: string): readonly string[] {
  const above = folder.lastIndexOf('/node_modules/');
  return folder === '' ? [''] : [`${folder}/`, ...foldersFor(above === -1 ? '' : folder.slice(0, above))];
}

test('the lock file lists the builds for every platform: npm ci refuses one made where the registry lacked some', async () => {
  const { packages } = Lock.parse(JSON.parse(await readFile(`${ROOT}package-lock.json`, 'utf8')));
  const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !foldersFor(folder).some((place) => `${place}node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
