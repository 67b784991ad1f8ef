import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureChromium, findChromium } from '../../../dev/setup/chromium.ts';
import { Trouble } from '../../../dev/trouble.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const CHROMIUM = 'Chromium 150.0.8000.1 built on Debian';
const CHROME = 'Google Chrome 150.0.8000.1';
const STUB = 'Command requires the chromium snap to be installed.';

/** A machine with browsers where `places` says, each answering that version. */
async function aMachine(places: Readonly<Record<string, string>>) {
  const root = await temporaryFolder();
  const add = async (place: string) => {
    await mkdir(dirname(join(root, place)), { recursive: true });
    await writeFile(join(root, place), '', { mode: 0o755 });
  };
  for (const place of Object.keys(places)) await add(place);
  return {
    env: { PATH: ['first', 'second'].map((folder) => join(root, folder)).join(delimiter) },
    at: (place: string) => join(root, place),
    ask: async (path: string) => places[path.slice(root.length + 1)],
    add,
  };
}

describe('a browser is looked for', () => {
  test('first where CHROMIUM_PATH says', async () => {
    const { env, ask, at } = await aMachine({ mine: CHROME, 'first/chromium': CHROMIUM });
    expect(await findChromium({ ...env, CHROMIUM_PATH: at('mine') }, ask)).toBe(at('mine'));
  });

  test.each([
    ['chromium', CHROMIUM],
    ['chromium-browser', CHROMIUM],
    ['google-chrome', CHROME],
  ])('then on PATH as %s', async (name, version) => {
    const { env, ask, at } = await aMachine({ [`second/${name}`]: version });
    expect(await findChromium(env, ask)).toBe(at(`second/${name}`));
  });

  test('past one that only says how to install it', async () => {
    const { env, ask, at } = await aMachine({
      'first/chromium-browser': STUB,
      'second/google-chrome': CHROME,
    });
    expect(await findChromium(env, ask)).toBe(at('second/google-chrome'));
  });

  test('and a CHROMIUM_PATH that is none is refused, not passed over', async () => {
    const { env, ask, at } = await aMachine({ mine: STUB, 'first/chromium': CHROMIUM });
    await expect(findChromium({ ...env, CHROMIUM_PATH: at('mine') }, ask)).rejects.toThrow(
      /^CHROMIUM_PATH names .*: unset it, or point it at one\.$/,
    );
  });
});

describe('where there is none', () => {
  const nothing = async () => ({ code: 0, lines: [] });

  test('root has apt-get install it', async () => {
    const places: Record<string, string> = {};
    const { env, ask, add } = await aMachine(places);
    const asked: string[] = [];
    const aptGet = async (words: readonly string[]) => {
      asked.push(words.join(' '));
      if (words.includes('chromium')) {
        places['first/chromium'] = CHROMIUM;
        await add('first/chromium');
      }
      return nothing();
    };
    await ensureChromium({ env, ask, isRoot: true, aptGet });
    expect(asked).toEqual(['update', 'install --yes --no-install-recommends chromium']);
  });

  test.each([
    [
      'who is not root',
      false,
      nothing,
      /^There is no browser to test the pages with: install Chromium or Chrome, .* run again\.$/,
    ],
    [
      'where apt-get has none',
      true,
      async () => ({
        code: 100,
        lines: ['Reading package lists...', 'E: Unable to locate package chromium'],
      }),
      /^apt-get could not install Chromium \(Unable to locate package chromium\): install Chromium/,
    ],
    [
      'where there is no apt-get',
      true,
      async () => ({ code: undefined, lines: [] }),
      /\(there is no apt-get here\)/,
    ],
    ['where what it installs does not run', true, nothing, /\(it installed none that runs\)/],
  ] as const)('%s is told what to do in one sentence', async (_, isRoot, aptGet, sentence) => {
    const { env, ask } = await aMachine({});
    const setup = ensureChromium({ env, ask, isRoot, aptGet });
    await expect(setup).rejects.toThrow(Trouble);
    await expect(setup).rejects.toThrow(sentence);
  });

  test('one that is there is left as it is', async () => {
    const { env, ask } = await aMachine({ 'first/chromium': CHROMIUM });
    const aptGet = () => Promise.reject(new Error('nothing is to be installed'));
    await expect(ensureChromium({ env, ask, isRoot: true, aptGet })).resolves.toBeUndefined();
  });
});
