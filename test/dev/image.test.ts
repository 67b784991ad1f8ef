import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(`${ROOT}/${file}`, 'utf8');
const { dependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

/** What the image holds: the folders that .dockerignore lets through. */
const folders = read('.dockerignore')
  .split('\n')
  .flatMap((line) => /^!(\w+)$/.exec(line)?.[1] ?? []);

/** Every module that the image's sources import at run time, by file. */
const imports = globSync(`{${folders.join(',')}}/**/*.ts`, { cwd: ROOT })
  .filter((file) => !file.startsWith('prisma/generated/'))
  .flatMap((file) =>
    [...read(file).matchAll(/^(?:import|export)\s+(?!type\b)(?:[^;'"]*?\sfrom\s+)?'([^']+)';/gm)].flatMap(
      ([, module]) => (module === undefined ? [] : [{ file, module }]),
    ),
  );

test('the image holds the folders the processes are made of', () => {
  expect(folders.toSorted()).toEqual([
    'activities',
    'api',
    'console',
    'domain',
    'prisma',
    'providers',
    'worker',
    'workflows',
  ]);
  expect(imports.length).toBeGreaterThan(100);
});

test('the image has every package that its sources import: none is for development only', () => {
  const packageOf = (module: string): string =>
    module
      .split('/')
      .slice(0, module.startsWith('@') ? 2 : 1)
      .join('/');
  const missing = imports.filter(
    ({ module }) => !/^[.]|^node:/.test(module) && !(packageOf(module) in dependencies),
  );
  expect(missing).toEqual([]);
});

test('the image has every file that its sources import: none is under dev/, bench/ or test/', () => {
  expect(imports.filter(({ module }) => /^(?:\.\.\/)+(?:dev|bench|test)\//.test(module))).toEqual([]);
});

test('the image is built without install scripts and does not run as root', () => {
  const dockerfile = read('Dockerfile');
  const installs = dockerfile.match(/^RUN npm .*$/gm) ?? [];
  expect(installs.length).toBeGreaterThan(0);
  for (const line of installs) expect(line).toMatch(/^RUN npm ci .*--ignore-scripts/);
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^USER node$/m);
  expect(last).toMatch(/^CMD \["node", /m);
});
