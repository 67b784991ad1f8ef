import { assert, boolean, constantFrom, integer, nat, property, record, string } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerTo, persuasionOf, stopsMessages } from '../../../dev/simulate/buyers/answer.ts';
import type { NoticedReminder } from '../../../dev/simulate/buyers/answer.ts';
import { hourIn, whenAwake } from '../../../dev/simulate/buyers/awake.ts';
import { drawsFor } from '../../../dev/simulate/buyers/draws.ts';
import {
  failingAttempts,
  intentOf,
  payingLaterThan,
  stillPays,
} from '../../../dev/simulate/buyers/intent.ts';
import type { BuyerModel } from '../../../dev/simulate/buyers/model.ts';
import { nothingInMind } from '../../../dev/simulate/buyers/simulated-order.ts';
import { syntheticOrders } from '../../../dev/simulate/buyers/synthetic.ts';
import { asTheModelHasIt } from '../../../dev/simulate/recorded/calibration.ts';
import { DAY, HOUR, between } from '../../../domain/duration.ts';
import { emphases, writtenChannels } from '../../../domain/messages/message.ts';
import { segments } from '../../../domain/reminders/segments.ts';
import { FIRST_DAY, ZONE, aModel } from './a-scene.ts';

let model: BuyerModel;
beforeAll(async () => {
  model = await aModel();
});

const aReminder = record({
  number: integer({ min: 1, max: 5 }),
  channel: constantFrom(...writtenChannels),
  emphasis: constantFrom(...emphases),
  hour: integer({ min: 0, max: 23 }),
  again: boolean(),
  meansToPay: boolean(),
});
const seeded = { seed: nat(), whom: string() };
const aBuyer = { id: 'b', segment: 'new', channels: [], callable: false } as const;

describe('a buyer', () => {
  test('pays, cancels, looks, or goes away: one of them', () => {
    assert(
      property(record({ ...seeded, segment: constantFrom(...segments) }), ({ seed, whom, segment }) => {
        const intent = intentOf(model, { segment, hour: 12, method: 'card' }, drawsFor(seed, whom));
        const does = [intent.paysAfter, intent.cancels, intent.looksAfter].filter((one) => one !== null);
        expect(does.length).toBeLessThanOrEqual(1);
        expect(intent.paysAfter ?? 0).toBeLessThanOrEqual(3 * DAY);
      }),
    );
  });

  test('pays by himself as often as the model says', () => {
    const wants = (whom: number) =>
      intentOf(model, { segment: 'new', hour: 12, method: 'card' }, drawsFor(1, String(whom))).paysAfter !==
      null;
    const share = Array.from({ length: 2_000 }, (_, whom) => wants(whom)).filter(Boolean).length / 2_000;
    expect(Math.abs(share - model.paying.byThemselves.new)).toBeLessThan(0.05); // five standard deviations
  });

  test('gives up after an attempt that fails, or tries again: the last one alone is final', () => {
    assert(
      property(record(seeded), ({ seed, whom }) => {
        const always = {
          ...model,
          failing: { ...model.failing, share: { card: 0.9, alipay: 0.9, wechat: 0.9 } },
        };
        const attempts = failingAttempts(always, 'card', drawsFor(seed, whom));
        expect(attempts.length).toBeLessThanOrEqual(5);
        expect(attempts.slice(0, -1).every(({ again }) => again !== null)).toBe(true);
      }),
    );
  });

  test('pays later than any time with a chance that only falls, from certain to never', () => {
    assert(
      property(nat(4 * DAY), nat(4 * DAY), (some, more) => {
        const chance = payingLaterThan(model, some);
        expect(chance).toBeGreaterThanOrEqual(payingLaterThan(model, some + more));
        const still = stillPays(model, 0.8, some);
        expect(still).toBeGreaterThanOrEqual(0);
        expect(still).toBeLessThanOrEqual(0.8 + 1e-9); // who has not paid yet is never likelier to
      }),
    );
    expect([payingLaterThan(model, 0), payingLaterThan(model, 3 * DAY)]).toEqual([1, 0]);
  });
});

describe('a noticed reminder', () => {
  test('persuades with a chance from 0 to 1, and less each time', () => {
    assert(
      property(aReminder, constantFrom(...segments), (reminder, segment) => {
        const chance = persuasionOf(
          { model, persuasion: asTheModelHasIt },
          { buyer: { ...aBuyer, segment } },
          reminder,
        );
        const next = { ...reminder, number: reminder.number + 1 };
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        expect(
          persuasionOf({ model, persuasion: asTheModelHasIt }, { buyer: { ...aBuyer, segment } }, next),
        ).toBeLessThanOrEqual(chance);
      }),
    );
  });

  test('is answered alike whichever stage it is called, and better where it argues better', () => {
    const better: NoticedReminder['emphasis'] = 'scarcity';
    assert(
      property(aReminder, record(seeded), (reminder, { seed, whom }) => {
        const answer = (emphasis: NoticedReminder['emphasis']) =>
          answerTo(
            { model, persuasion: asTheModelHasIt },
            { buyer: aBuyer, intent: nothingInMind },
            { ...reminder, emphasis },
            drawsFor(seed, whom),
          );
        if (answer('none') === 'pays') expect(answer(better)).toBe('pays');
      }),
    );
  });

  test('changes nothing where it was seen to change nothing', () => {
    assert(
      property(aReminder, record(seeded), (reminder, { seed, whom }) => {
        const intent = { ...nothingInMind, ignoresReminders: 5 };
        const mind = { model, persuasion: asTheModelHasIt };
        const heard = { ...reminder, meansToPay: false };
        expect(answerTo(mind, { buyer: aBuyer, intent }, heard, drawsFor(seed, whom))).not.toBe('pays');
      }),
    );
  });

  test('annoys more on a day on which there was one before', () => {
    assert(
      property(aReminder, record(seeded), (reminder, { seed, whom }) => {
        const stops = (again: boolean) =>
          stopsMessages({ model }, { ...reminder, again }, drawsFor(seed, whom));
        if (stops(false)) expect(stops(true)).toBe(true);
      }),
    );
  });

  test('is noticed when people are awake', () => {
    const anInstant = integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }).map((ms) =>
      new Date(ms).toISOString(),
    );
    const { awake } = { awake: { from: '07:00', to: '23:00' } };
    assert(
      property(anInstant, constantFrom(ZONE, 'Europe/Berlin', 'America/New_York'), (at, zone) => {
        const seen = whenAwake(at, awake, zone);
        expect(between(at, seen)).toBeGreaterThanOrEqual(0);
        expect(between(at, seen)).toBeLessThanOrEqual(9 * HOUR); // eight, and one where clocks are put back
        expect(hourIn(zone, seen)).toBeGreaterThanOrEqual(7);
        expect(hourIn(zone, seen)).toBeLessThan(23);
      }),
    );
  });
});

describe('synthetic orders', () => {
  const wish = (count: number) => ({
    model,
    seed: 1,
    count,
    from: '2026-03-01T16:00:00.000Z',
    days: 7,
    zone: ZONE,
  });

  test('are the same for the same wish, oldest first, within their days', () => {
    const orders = syntheticOrders(wish(300));
    expect(syntheticOrders(wish(300))).toEqual(orders);
    expect(orders).toHaveLength(300);
    const instants = orders.map(({ placedAt }) => placedAt);
    expect(instants.toSorted()).toEqual(instants);
    expect(instants[0]?.startsWith('2026-03-01T') || instants[0]?.startsWith(FIRST_DAY)).toBe(true);
    for (const at of instants) {
      expect(at >= '2026-03-01T16:00:00.000Z').toBe(true);
      expect(at < '2026-03-08T16:00:00.000Z').toBe(true);
    }
  });

  test('are of as many buyers as the model has orders for each', () => {
    const orders = syntheticOrders(wish(2_000));
    const buyers = new Set(orders.map(({ buyer }) => buyer.id)).size;
    expect(Math.abs(orders.length / buyers - model.orders.perBuyer)).toBeLessThan(0.05);
  });
});
