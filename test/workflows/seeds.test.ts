import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../dev/stack/ports.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { sandboxPaymentProvider } from '../../providers/payment/sandbox/provider.ts';
import { engineStage } from '../support/engine-stage.ts';
import type { EngineGround } from '../support/engine-stage.ts';
import { machinesOf } from '../support/machines.ts';
import { openMortalShop } from '../support/mortal-shop.ts';
import { playOf } from '../support/order-acts.ts';
import { checkInvariants, checkTheEnd } from '../support/order-invariants.ts';
import { beginPlay } from '../support/order-play.ts';
import { playPolicy } from '../support/play-policy.ts';
import { addToTally } from '../../bench/soak-tally.ts';
import { openRunningApi } from '../support/running-api.ts';
import { WEBHOOK_SECRET } from '../support/shop.ts';
import { sideBySide } from '../../dev/side-by-side.ts';

/** `npm run soak` says which seeds, and how many orders each has. */
const FIRST = Number(process.env['HOLDFAST_SEED'] ?? 1);
const SEEDS = Number(process.env['HOLDFAST_SEEDS'] ?? 25);
const ORDERS = Number(process.env['HOLDFAST_ORDERS'] ?? 2);
/** Plays side by side: they share machines, and feel each other's troubles. */
const AT_ONCE = Number(process.env['HOLDFAST_AT_ONCE'] ?? 6);
/** Where a seed that was played is written down. */
const TALLY = process.env['HOLDFAST_TALLY'];

let ground: EngineGround;
let shopName: string;

beforeAll(async () => {
  const port = await freePort();
  const webhookUrl = `http://127.0.0.1:${port}/v1/webhooks/payments/sandbox`;
  const shop = await openMortalShop({ webhookUrl });
  const provider = sandboxPaymentProvider({ baseUrl: shop.line.url, webhookSecret: WEBHOOK_SECRET });
  const api = await openRunningApi({ ...shop, provider }, { port });
  ground = { shop, api, machines: machinesOf(shop) };
  shopName = await shop.shopWith(playPolicy(1));
});

afterAll(async () => {
  await ground.api.close();
  await ground.shop.close();
});

/** Plays one seed to its end, and looks at everything that must be true of it. */
async function play(seed: number): Promise<void> {
  const { shop } = ground;
  const name = `seed-${seed}`;
  const played = await beginPlay(engineStage(ground, name), shop, { shopName, tag: name });
  const acts = playOf(seed, ORDERS);
  const tell = async (isRight: boolean) =>
    TALLY && addToTally(TALLY, { seed, orders: played.orderIds.length, acts: acts.length, isRight });
  try {
    for (const act of acts) await played.do(act);
    await played.finish();
    await checkInvariants(played, new Map());
    await checkTheEnd(played);
    await tell(true);
  } catch (error) {
    await tell(false);
    throw error;
  }
}

const seeds = Array.from({ length: SEEDS }, (_, index) => FIRST + index);

describe('whatever happens to orders on the real engine, in whatever order, with machines that fail', () => {
  const ends = new Map<number, Promise<void>>();

  beforeAll(async () => {
    await sideBySide(seeds, AT_ONCE, async (seed) => {
      const end = play(seed);
      ends.set(seed, end);
      await end.catch(() => {}); // its own test tells
    });
  }, 3_600_000);

  for (const seed of seeds)
    test(`seed ${seed}: money, stock and lives are right (again: npm run soak -- --seed ${seed} --orders ${ORDERS})`, async () => {
      await ends.get(seed);
    });

  test('and the integrity check finds nothing', async () => {
    const violations = await checkIntegrity(ground.shop.database.client, new Date().toISOString());
    const told = violations.map((violation) => JSON.stringify(violation));
    expect(violations, `seeds ${FIRST} to ${FIRST + SEEDS - 1}:\n${told.join('\n')}`).toEqual([]); // whoever plays many reads it
  });
});
