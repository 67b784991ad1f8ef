import { assert, asyncProperty } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { checkInvariants, checkTheEnd } from '../support/order-invariants.ts';
import { plays } from '../support/order-acts.ts';
import type { Act } from '../support/order-acts.ts';
import { beginPlay } from '../support/order-play.ts';
import { stepStage } from '../support/step-stage.ts';
import { playPolicy } from '../support/play-policy.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';

/** How many plays; more of them is a hunt, by hand. */
const RUNS = Number(process.env['HOLDFAST_PLAYS'] ?? 12);
const LENGTH = Number(process.env['HOLDFAST_PLAY_LENGTH'] ?? 30);

/** So many plays share a shop: the integrity check looks at all that ever happened in it. */
const PLAYS_PER_SHOP = 20;

let shop: TestShop;
let shopName: string;
let played = 0;

async function open(): Promise<void> {
  played = 0;
  shop = await openShop();
  shopName = await shop.shopWith(playPolicy(3));
}

beforeAll(open);

afterAll(() => shop.close());

describe('whatever happens to a shop’s orders', () => {
  test(
    'money adds up, stock agrees with its ledger, nobody comes back from the dead, and in the end nothing is kept for nothing',
    { timeout: 3_600_000 },
    async () => {
      const seed = process.env['HOLDFAST_PLAY_SEED'];
      const options = { numRuns: RUNS, ...(seed === undefined ? {} : { seed: Number(seed) }) };
      await assert(asyncProperty(plays(LENGTH), playAlone), options);
    },
  );
});

async function openAnother(): Promise<void> {
  await shop.close();
  await open();
}

/** What a play that failed leaves behind is not the next one's: that has a shop of its own. */
async function playAlone(acts: readonly Act[]): Promise<void> {
  try {
    await play(acts);
    played += 1;
    if (played === PLAYS_PER_SHOP) await openAnother();
  } catch (error) {
    await openAnother();
    throw error;
  }
}

async function play(acts: readonly Act[]): Promise<void> {
  const stage = stepStage(shop);
  const scene = await beginPlay(stage, shop, { shopName });
  const seen = new Map();
  const first: Act = { act: 'place', buyer: 0, lines: [{ sku: 0, quantity: 2 }], method: 'card' };
  for (const act of [first, ...acts]) {
    await scene.do(act);
    await checkInvariants(scene, seen);
  }
  await scene.finish();
  await checkInvariants(scene, seen);
  await checkTheEnd(scene);
  expect(await checkIntegrity(shop.database.client, stage.now())).toEqual([]);
}
