import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { counterOf } from '../support/counter.ts';
import { openRunningApi } from '../support/running-api.ts';
import { runShop } from '../support/running-shop.ts';
import { expectedEnd } from './every-moment/expected.ts';
import { happenings, moments, keysOf, rows, states } from './every-moment/happenings.ts';
import type { Moment, Row } from './every-moment/happenings.ts';
import { begin, happen, letItFallDue, passToMoment, settled, standOf } from './every-moment/life.ts';
import type { Ground, Life } from './every-moment/life.ts';
import type { Stand } from './every-moment/stand.ts';

/** So many orders live at a time. */
const AT_ONCE = 16;
/** So many wait for workers that are away: a request is answered within 15 s. */
const WAITING_AT_ONCE = 32;

/** All rows of the page take some minutes: `HOLDFAST_EVERY_ROW=1`. Else those in which the most can go wrong, and every tenth of the others. */
const livedRows =
  process.env['HOLDFAST_EVERY_ROW'] === '1'
    ? rows
    : rows.filter((row, index) => isRisky(row) || index % 10 === 0);

function isRisky({ moment, state }: Row): boolean {
  return moment === 'deadline' && ['awaiting', 'linked', 'processing', 'partPaid'].includes(state);
}

let ground: Ground;

beforeAll(async () => {
  const shop = await runShop();
  const api = await openRunningApi(shop);
  const quiet = await shop.shopWith({ reminders: { enabled: false }, winBack: { enabled: false } });
  ground = { shop, api, quiet, counter: counterOf(() => shop) };
});

afterAll(async () => {
  await ground.api.close();
  await ground.shop.close();
});

/** Lives rows, and answers where each stood in the end; what went wrong on the way instead. */
async function live(some: readonly Row[], moment: Moment): Promise<ReadonlyMap<Row, Stand | Error>> {
  const ends = new Map<Row, Stand | Error>();
  const attempt = async (row: Row, work: () => Promise<void>) =>
    work().catch(
      (error: unknown) => void ends.set(row, error instanceof Error ? error : new Error(String(error))),
    );
  const finish = (life: Life) =>
    attempt(life.row, async () => {
      await settled(ground, life);
      ends.set(life.row, await standOf(ground, life));
    });
  for (const part of partsOf(some, moment === 'deadline' ? WAITING_AT_ONCE : AT_ONCE)) {
    const lives: Life[] = [];
    await Promise.all(
      part.map((row) =>
        attempt(row, async () => {
          const life = await begin(ground, row);
          await passToMoment(ground, life);
          lives.push(life);
          if (moment === 'deadline') return;
          await happen(ground, life);
          await finish(life);
        }),
      ),
    );
    if (moment !== 'deadline') continue;
    await ground.shop.whileWorkersAreAway(async () => {
      for (const few of partsOf(lives, AT_ONCE))
        await Promise.all(
          few.map((life) =>
            attempt(life.row, async () => {
              await letItFallDue(ground, life);
              await happen(ground, life);
            }),
          ),
        );
    });
    await Promise.all(lives.map(finish));
  }
  return ends;
}

function partsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );
}

const wordsOf = ({ state, happening }: Row) => `an order that ${states[state]}: ${happenings[happening]}`;

describe.for(keysOf(moments).map((moment) => [moments[moment], moment] as const))('%s', ([, moment]) => {
  const some = livedRows.filter((row) => row.moment === moment);
  let ends: ReadonlyMap<Row, Stand | Error>;

  beforeAll(async () => {
    ends = await live(some, moment);
  }, 900_000);

  test.for(some.map((row) => [wordsOf(row), row] as const))('%s', ([, row]) => {
    const end = ends.get(row);
    if (end instanceof Error) throw end;
    expect(end).toEqual(expectedEnd(row));
  });

  test('and nothing is wrong with money, stock or lives', async () => {
    expect(await checkIntegrity(ground.shop.database.client, new Date().toISOString())).toEqual([]);
  });
});
