import { beforeAll, describe, expect, test } from 'vitest';
import { calibrate, persuasionFrom } from '../../../../dev/simulate/recorded/calibration.ts';
import { recordedIntent } from '../../../../dev/simulate/recorded/recorded-intent.ts';
import { drawsFor } from '../../../../dev/simulate/buyers/draws.ts';
import type { BuyerModel } from '../../../../dev/simulate/buyers/model.ts';
import { HOUR, later } from '../../../../domain/duration.ts';
import type { RecordedOrder } from '../../../../prisma/recorded-orders.ts';
import { ZONE, aModel } from '../a-scene.ts';

/** 10:00 in Shanghai. */
const PLACED = '2026-03-02T02:00:00.000Z';

/** Nobody pays by himself, so what is paid after a reminder is its doing; noticed and persuasive half of the time each: a quarter. */
let model: BuyerModel;
beforeAll(async () => {
  model = await aModel({
    paying: { byThemselves: { new: 0, second: 0, loyal: 0 } },
    reminding: {
      noticed: { sms: 0.5, email: 0.5, push: 0.5, in_app: 0.5 },
      persuades: { new: 0.5, second: 0.5, loyal: 0.5 },
      emphasis: { delivery: 1, scarcity: 1, trust: 1, membership: 1, none: 1 },
      byHour: Array.from({ length: 24 }, () => 1),
    },
    recorded: { leastReminders: 10 },
  });
});

const order = (changes: Partial<RecordedOrder> = {}): RecordedOrder => ({
  id: 'o',
  customerId: 'c',
  kind: 'normal',
  method: 'card',
  lines: [],
  discount: 0,
  shippingFee: 0,
  source: {},
  placedAt: PLACED,
  paidAt: null,
  closedAt: later(PLACED, 24 * HOUR),
  cancelReason: null,
  paidBefore: 0,
  channels: [],
  callable: false,
  openedAt: null,
  failures: [],
  reminders: [{ at: later(PLACED, 4 * HOUR), channels: ['sms'], emphasis: null }],
  ...changes,
});
const paidLater = { paidAt: later(PLACED, 5 * HOUR), closedAt: null };
const recorded = (paid: number, all: number) =>
  Array.from({ length: all }, (_, index) => ({
    order: order(index < paid ? paidLater : {}),
    segment: 'new' as const,
  }));

describe('what recorded reminders say of a channel', () => {
  test.each([
    [5, 1], // a quarter, as the model has it
    [10, 2],
    [0, 0],
  ])('%i of 20 paid: %d times as persuasive', (paid, factor) => {
    const calibrations = calibrate(recorded(paid, 20), model, ZONE);
    expect(calibrations).toContainEqual({ channel: 'sms', reminders: 20, paidWithin24h: paid, factor });
    expect(persuasionFrom(calibrations)).toEqual({ sms: factor, email: 1, push: 1, in_app: 1 });
  });

  test('is nothing where there are too few', () => {
    const calibrations = calibrate(recorded(5, 9), model, ZONE);
    expect(calibrations).toContainEqual({ channel: 'sms', reminders: 9, paidWithin24h: 5, factor: null });
    expect(persuasionFrom(calibrations)).toEqual({ sms: 1, email: 1, push: 1, in_app: 1 });
  });
});

describe('who was recorded', () => {
  const intent = (changes: Partial<RecordedOrder>) =>
    recordedIntent(order(changes), { model, zone: ZONE, segment: 'new' }, drawsFor(1, 'o'));

  test('to pay after a reminder did so because of it, where nobody pays by himself', () =>
    expect(intent(paidLater)).toMatchObject({
      knowledge: 'paid_after_reminder_because',
      intent: { paysAfter: null, answersReminders: true },
    }));

  test('to pay before a reminder did so by himself', () =>
    expect(intent({ paidAt: later(PLACED, HOUR), closedAt: null })).toMatchObject({
      knowledge: 'paid_unreminded',
      intent: { paysAfter: HOUR, answersReminders: false },
    }));

  test('to have been reminded for nothing is so again', () =>
    expect(intent({})).toMatchObject({
      knowledge: 'gave_up',
      intent: { paysAfter: null, ignoresReminders: 1 },
    }));

  test('not to have paid in time may pay after it, if everybody pays in the end', async () => {
    const patient = await aModel({
      paying: {
        byThemselves: { new: 1, second: 1, loyal: 1 },
        byHour: Array.from({ length: 24 }, () => 1),
        delays: [{ share: 1, from: 'PT1M', to: 'P3D' }],
      },
    });
    const facts = { model: patient, zone: ZONE, segment: 'new' } as const;
    const known = recordedIntent(order(), facts, drawsFor(1, 'o'));
    expect(known.knowledge).toBe('would_have_paid_later');
    expect(known.intent.paysAfter).toBeGreaterThan(24 * HOUR);
  });
});
