import { assert, asyncProperty } from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { checkInvariants, checkTheEnd } from '../support/order-invariants.ts';
import { plays } from '../support/order-acts.ts';
import type { Act } from '../support/order-acts.ts';
import { beginPlay } from '../support/order-play.ts';
import { stepStage } from '../support/play-stage.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';

/** How many plays; more of them is a hunt, by hand. */
const RUNS = Number(process.env['HOLDFAST_PLAYS'] ?? 12);
const LENGTH = Number(process.env['HOLDFAST_PLAY_LENGTH'] ?? 30);

let shop: TestShop;
let shopName: string;

beforeAll(async () => {
  shop = await openShop();
  shopName = await shop.shopWith({
    validity: { normal: 'PT3H' }, // short lives, so that a play sees many ends
    methodDue: { bank_transfer: 'PT8H' },
    limits: { openOrdersPerCustomer: 50 },
    reminders: {
      strategy: 'delay',
      delay: 'PT1H',
      lastCall: 'PT30M',
      gap: 'PT1H',
      maxPerCustomerPerDay: 3,
      quietHours: { from: '00:00', to: '00:00' },
      returningNeedPerk: false,
    },
  });
});

afterAll(() => shop.close());

describe('whatever happens to a shop’s orders', () => {
  test(
    'money adds up, stock agrees with its ledger, nobody comes back from the dead, and in the end nothing is kept for nothing',
    { timeout: 3_600_000 },
    async () => {
      const seed = process.env['HOLDFAST_PLAY_SEED'];
      const options = { numRuns: RUNS, ...(seed === undefined ? {} : { seed: Number(seed) }) };
      await assert(asyncProperty(plays(LENGTH), play), options);
    },
  );
});

async function play(acts: readonly Act[]): Promise<void> {
  const played = await beginPlay(stepStage(shop), shop, { shopName });
  const seen = new Map();
  const first: Act = { act: 'place', buyer: 0, lines: [{ sku: 0, quantity: 2 }], method: 'card' };
  for (const act of [first, ...acts]) {
    await played.do(act);
    await checkInvariants(played, seen);
  }
  await played.finish();
  await checkInvariants(played, seen);
  await checkTheEnd(played);
}
