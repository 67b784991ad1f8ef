import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { counterOf } from '../support/counter.ts';
import { openRunningApi } from '../support/running-api.ts';
import { runShop } from '../support/running-shop.ts';
import { sideBySide } from '../../dev/side-by-side.ts';
import { expectedEnd } from './every-moment/expected.ts';
import { happenings, moments, keysOf, states } from './every-moment/happenings.ts';
import type { Row } from './every-moment/happenings.ts';
import type { Ground, Life } from './every-moment/asking.ts';
import { livedRows } from './every-moment/lived-rows.ts';
import { begin, happen, letItFallDue, passToMoment } from './every-moment/life.ts';
import { settled, standOf } from './every-moment/settling.ts';
import type { Stand } from './every-moment/stand.ts';

/** So many orders live at a time. */
const AT_ONCE = 24;
/** So many wait together for workers that are away, and then for their turn. */
const WAITING_AT_ONCE = 48;

const lived = livedRows(process.env);

let ground: Ground;
/** Where each row stood in the end; what went wrong on the way instead. */
const ends = new Map<Row, Stand | Error>();

beforeAll(async () => {
  const shop = await runShop();
  const api = await openRunningApi(shop);
  const quiet = await shop.shopWith({ reminders: { enabled: false }, winBack: { enabled: false } });
  ground = { shop, api, quiet, counter: counterOf(() => shop) };
  await sideBySide(
    lived.filter(({ moment }) => moment !== 'deadline'),
    AT_ONCE,
    (row) => attempt(row, () => live(row)),
  );
  const atTheDeadline = lived.filter(({ moment }) => moment === 'deadline');
  for (let first = 0; first < atTheDeadline.length; first += WAITING_AT_ONCE)
    await liveWithoutWorkers(atTheDeadline.slice(first, first + WAITING_AT_ONCE));
}, 3_600_000);

afterAll(async () => {
  await ground.api.close();
  await ground.shop.close();
});

async function attempt(row: Row, work: () => Promise<void>): Promise<void> {
  await work().catch(
    (error: unknown) => void ends.set(row, error instanceof Error ? error : new Error(String(error))),
  );
}

async function live(row: Row): Promise<void> {
  const life = await begin(ground, row);
  await passToMoment(ground, life);
  await happen(ground, life);
  await finish(life);
}

/** Time is up and the news arrives while nobody works, so that both are in the workflow's next task. */
async function liveWithoutWorkers(some: readonly Row[]): Promise<void> {
  const lives: Life[] = [];
  await sideBySide(some, AT_ONCE, (row) =>
    attempt(row, async () => {
      const life = await begin(ground, row);
      await passToMoment(ground, life);
      lives.push(life);
    }),
  );
  await ground.shop.whileWorkersAreAway(() =>
    sideBySide(lives, AT_ONCE, (life) =>
      attempt(life.row, async () => {
        await letItFallDue(ground, life);
        await happen(ground, life);
      }),
    ),
  );
  await Promise.all(lives.map((life) => attempt(life.row, () => finish(life))));
}

async function finish(life: Life): Promise<void> {
  await settled(ground, life);
  ends.set(life.row, await standOf(ground, life));
}

const wordsOf = ({ state, happening }: Row) => `an order that ${states[state]}: ${happenings[happening]}`;

describe.for(keysOf(moments).map((moment) => [moments[moment], moment] as const))('%s', ([, moment]) => {
  const some = lived.filter((row) => row.moment === moment);
  if (some.length === 0) return;

  test.for(some.map((row) => [wordsOf(row), row] as const))('%s', ([, row]) => {
    const end = ends.get(row);
    if (end instanceof Error) throw end;
    expect(end).toEqual(expectedEnd(row));
  });
});

test('and nothing is wrong with money, stock or lives', async () => {
  expect(await checkIntegrity(ground.shop.database.client, new Date().toISOString())).toEqual([]);
});
