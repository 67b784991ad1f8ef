import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cachedTemporal, findTemporal, isRecentEnough } from '../../../dev/setup/temporal-cli.ts';
import { Trouble } from '../../../dev/trouble.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NEW = 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)';
const OLD = 'temporal version 1.8.2 (Server 1.31.2, UI 2.53.0)';

/** A machine with a CLI where `places` says, each answering that version. */
async function aMachine(places: Readonly<Record<string, string>>) {
  const root = await temporaryFolder();
  for (const place of Object.keys(places)) {
    await mkdir(dirname(join(root, place)), { recursive: true });
    await writeFile(join(root, place), '', { mode: 0o755 });
  }
  return {
    env: {
      PATH: ['first', 'second'].map((folder) => join(root, folder)).join(delimiter),
      XDG_CACHE_HOME: join(root, 'cache'),
    },
    at: (place: string) => join(root, place),
    ask: async (path: string) => places[path.slice(root.length + 1)],
  };
}

const CACHED = 'cache/holdfast/temporal-1.32.0';

describe('the Temporal CLI is looked for', () => {
  test('first where TEMPORAL_CLI says', async () => {
    const { env, ask, at } = await aMachine({ mine: NEW, 'first/temporal': NEW, [CACHED]: NEW });
    expect(await findTemporal({ ...env, TEMPORAL_CLI: at('mine') }, ask)).toBe(at('mine'));
  });

  test('then on PATH, in its order', async () => {
    const { env, ask, at } = await aMachine({ 'first/temporal': NEW, 'second/temporal': NEW, [CACHED]: NEW });
    expect(await findTemporal(env, ask)).toBe(at('first/temporal'));
  });

  test('past one that is too old', async () => {
    const { env, ask, at } = await aMachine({ 'first/temporal': OLD, 'second/temporal': NEW, [CACHED]: NEW });
    expect(await findTemporal(env, ask)).toBe(at('second/temporal'));
  });

  test('then in the cache', async () => {
    const { env, ask, at } = await aMachine({ 'first/temporal': OLD, [CACHED]: NEW });
    expect(await findTemporal(env, ask)).toBe(at(CACHED));
    expect(cachedTemporal(env)).toBe(at(CACHED));
  });

  test('and is not found where there is none', async () => {
    const { env, ask } = await aMachine({});
    expect(await findTemporal(env, ask)).toBeUndefined();
  });
});

test.each([
  ['too old', OLD],
  ['no Temporal CLI', undefined],
])('a TEMPORAL_CLI that is %s is refused, not passed over', async (_, version) => {
  const { env, at } = await aMachine({ mine: '', [CACHED]: NEW });
  const looking = findTemporal({ ...env, TEMPORAL_CLI: at('mine') }, async () => version);
  await expect(looking).rejects.toThrow(Trouble);
  await expect(looking).rejects.toThrow(/^TEMPORAL_CLI names .*: unset it, or point it at one\.$/);
});

test.each([
  ['temporal version 1.9.0 (Server 1.32.0, UI 2.54.1)', true],
  ['temporal version 1.10.0 (Server 1.33.0, UI 2.60.0)', true],
  ['temporal version 2.0.0 (Server 2.0.0, UI 3.0.0)', true],
  ['temporal version 0.0.0-DEV (Server 1.32.0, UI 2.54.1)', true],
  ['temporal version 1.8.2 (Server 1.31.2, UI 2.53.0)', false],
  ['temporal version 0.9.0 (Server 1.9.0, UI 2.0.0)', false],
  ['something else 1.32.0', false],
  [undefined, false],
])('%s is recent enough: %s', (version, expected) => {
  expect(isRecentEnough(version)).toBe(expected);
});
