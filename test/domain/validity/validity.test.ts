import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../domain/duration.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import type { Policy } from '../../../domain/policy/schema.ts';
import { deadlinesAfterMethodChange, deadlinesOf } from '../../../domain/validity/deadlines.ts';
import type { MethodChange } from '../../../domain/validity/deadlines.ts';
import { kindOf } from '../../../domain/validity/kind.ts';
import { methodAllowed } from '../../../domain/validity/payment-method.ts';
import { validityOf } from '../../../domain/validity/validity.ts';
import type { ValidityFacts } from '../../../domain/validity/validity.ts';

type Override = Policy['validity']['overrides'][number];

function withOverrides(...overrides: Override[]): Policy {
  return { ...defaultPolicy, validity: { ...defaultPolicy.validity, overrides } };
}

function anOrder(facts: Partial<ValidityFacts> = {}): ValidityFacts {
  return {
    kind: 'normal',
    lines: [{ sku: 'mug' }],
    channel: 'store',
    standing: 'good',
    policy: defaultPolicy,
    ...facts,
  };
}

const bySku: Override = { match: { sku: 'mug' }, validity: 'PT1H' };
const byTag: Override = { match: { tag: 'cute' }, validity: 'PT2H' };
const byCampaign: Override = { match: { campaign: 'spring' }, validity: 'PT3H' };
const byChannel: Override = { match: { channel: 'store' }, validity: 'PT4H' };
const all = withOverrides(byChannel, byCampaign, byTag, bySku);
const cuteMug = [{ sku: 'mug', tags: ['cute'] }];

describe('an order is to be paid within', () => {
  test.each<[string, Partial<ValidityFacts>, number]>([
    ['24 h, normal goods', {}, 24 * HOUR],
    ['6 h, promotion', { kind: 'promotion' }, 6 * HOUR],
    ['30 min, flash sale', { kind: 'flash' }, 30 * MINUTE],
    ['48 h, made to order', { kind: 'made_to_order' }, 48 * HOUR],
    ['half the time, watched buyer', { standing: 'watch' }, 12 * HOUR],
    ['half the time, watched buyer in a flash sale', { standing: 'watch', kind: 'flash' }, 15 * MINUTE],
    ['the whole time, restricted buyer', { standing: 'restricted' }, 24 * HOUR],
    ['an override of its SKU', { policy: all, lines: cuteMug, campaign: 'spring' }, 1 * HOUR],
    [
      'an override of a tag, before the campaign',
      { policy: all, lines: [{ sku: 'cup', tags: ['cute'] }], campaign: 'spring' },
      2 * HOUR,
    ],
    [
      'an override of the campaign, before the channel',
      { policy: all, lines: [{ sku: 'cup' }], campaign: 'spring' },
      3 * HOUR,
    ],
    ['an override of the channel', { policy: all, lines: [{ sku: 'cup' }] }, 4 * HOUR],
    [
      'its kind, when no override matches',
      { policy: withOverrides(bySku, byTag, byCampaign), lines: [{ sku: 'cup' }] },
      24 * HOUR,
    ],
    [
      'its kind, on another channel',
      { policy: withOverrides(byChannel), channel: 'distribution' },
      24 * HOUR,
    ],
    [
      'an override that is longer than its kind',
      { policy: withOverrides({ ...bySku, validity: 'P3D' }) },
      3 * DAY,
    ],
    [
      'the shortest of its lines',
      { policy: withOverrides(bySku), lines: [{ sku: 'cup' }, { sku: 'mug' }] },
      1 * HOUR,
    ],
    [
      'the shortest of its lines, also against a longer override',
      { policy: withOverrides({ ...bySku, validity: 'P3D' }), lines: [{ sku: 'cup' }, { sku: 'mug' }] },
      24 * HOUR,
    ],
    [
      'the shortest of two overrides of one kind',
      { policy: withOverrides(bySku, { ...bySku, validity: 'PT45M' }) },
      45 * MINUTE,
    ],
    ['half an override, watched buyer', { policy: withOverrides(bySku), standing: 'watch' }, 30 * MINUTE],
    ['its kind, without lines', { lines: [] }, 24 * HOUR],
  ])('%s', (_, facts, ms) => expect(validityOf(anOrder(facts))).toBe(ms));

  test('whole seconds, rounded up', () => {
    const policy = { ...defaultPolicy, standing: { ...defaultPolicy.standing, watchValidity: 1 / 7 } };
    expect(validityOf(anOrder({ policy, kind: 'flash', standing: 'watch' }))).toBe(258 * SECOND);
  });
});

describe('the kind of an order', () => {
  test.each([
    ['is what the shop said', 'normal', ['flash'], 'normal'],
    ['is the shortest of its SKUs', undefined, ['made_to_order', 'promotion', 'normal'], 'promotion'],
    ['is the flash sale of any of them', undefined, ['normal', 'flash', 'promotion'], 'flash'],
    ['is normal before made to order', undefined, ['made_to_order', 'normal'], 'normal'],
    ['is that of the only SKU that has one', undefined, [null, undefined, 'made_to_order'], 'made_to_order'],
    ['is normal without any', undefined, [null], 'normal'],
  ] as const)('%s', (_, explicit, ofSkus, kind) =>
    expect(kindOf(explicit, ofSkus, defaultPolicy)).toBe(kind),
  );

  test('is the shortest by the policy, whatever it is called', () => {
    const policy = { validity: { ...defaultPolicy.validity, flash: 'P9D' } };
    expect(kindOf(undefined, ['flash', 'normal'], policy)).toBe('normal');
  });
});

describe('deadline and release time', () => {
  const placedAt = '2026-03-03T02:00:00.000Z';
  const base = { placedAt, validityMs: 24 * HOUR, channel: 'store', policy: defaultPolicy } as const;
  test.each([
    [
      'are validity and grace after the order',
      { method: 'card' },
      '2026-03-04T02:00:00.000Z',
      '2026-03-04T02:05:00.000Z',
    ],
    ['are the same without a method', {}, '2026-03-04T02:00:00.000Z', '2026-03-04T02:05:00.000Z'],
    [
      'of a bank transfer are its due date',
      { method: 'bank_transfer' },
      '2026-03-06T02:00:00.000Z',
      '2026-03-06T02:05:00.000Z',
    ],
    [
      'of a bank transfer are never earlier than the validity',
      { method: 'bank_transfer', validityMs: 5 * DAY },
      '2026-03-08T02:00:00.000Z',
      '2026-03-08T02:05:00.000Z',
    ],
  ] as const)('%s', (_, given, deadline, releaseAt) => {
    expect(deadlinesOf({ ...base, ...given })).toEqual({ deadline, releaseAt });
  });

  test.each([
    ['cash on delivery', { method: 'cash_on_delivery' }],
    ['a distribution platform', { channel: 'distribution' }],
    ['a distribution platform paid by bank transfer', { channel: 'distribution', method: 'bank_transfer' }],
  ] as const)('%s has none', (_, given) => expect(deadlinesOf({ ...base, ...given })).toBeNull());

  test('known failure 16: count 24 h over a change of clocks as 24 h', () => {
    const deadlines = deadlinesOf({ ...base, placedAt: '2026-03-28T20:00:00.000Z' });
    expect(deadlines?.deadline).toBe('2026-03-29T20:00:00.000Z');
  });

  const change: MethodChange = {
    now: '2026-03-03T12:00:00.000Z',
    placedAt,
    from: 'card',
    to: 'card',
    channel: 'store',
    deadline: '2026-03-04T02:00:00.000Z',
    ordinaryDeadline: '2026-03-04T02:00:00.000Z',
    policy: defaultPolicy,
  };
  test.each<[string, Partial<MethodChange>, string | undefined]>([
    ['to a slow method: its due date', { to: 'bank_transfer' }, '2026-03-06T02:00:00.000Z'],
    [
      'to a slow method late in an extension: no earlier',
      { to: 'bank_transfer', deadline: '2026-03-09T02:00:00.000Z' },
      '2026-03-09T02:00:00.000Z',
    ],
    ['back to a quick one: the earlier deadline', { from: 'bank_transfer' }, '2026-03-04T02:00:00.000Z'],
    [
      'back after it: 10 min are left',
      { from: 'bank_transfer', now: '2026-03-05T00:00:00.000Z' },
      '2026-03-05T00:10:00.000Z',
    ],
    [
      'back 4 min before it: 10 min are left',
      { from: 'bank_transfer', now: '2026-03-04T01:56:00.000Z' },
      '2026-03-04T02:06:00.000Z',
    ],
    [
      'from cash on delivery: 10 min are left',
      { from: 'cash_on_delivery', now: '2026-03-05T00:00:00.000Z' },
      '2026-03-05T00:10:00.000Z',
    ],
    [
      'between quick ones: nothing moves',
      { to: 'wechat', now: '2026-03-04T01:56:00.000Z' },
      '2026-03-04T02:00:00.000Z',
    ],
    [
      'between quick ones after switching back late: the 10 min stay',
      { to: 'wechat', now: '2026-03-05T00:04:00.000Z', deadline: '2026-03-05T00:10:00.000Z' },
      '2026-03-05T00:10:00.000Z',
    ],
    [
      'to a slow one again just before its due date: no earlier',
      { to: 'bank_transfer', now: '2026-03-06T01:58:00.000Z', deadline: '2026-03-06T02:05:00.000Z' },
      '2026-03-06T02:05:00.000Z',
    ],
    [
      'from none chosen: nothing moves',
      { from: null, now: '2026-03-04T01:56:00.000Z' },
      '2026-03-04T02:00:00.000Z',
    ],
    ['to cash on delivery: none', { to: 'cash_on_delivery' }, undefined],
  ])('move with the method %s', (_, given, deadline) => {
    expect(deadlinesAfterMethodChange({ ...change, ...given })?.deadline).toBe(deadline);
  });
});

describe('a method is allowed', () => {
  const shop = {
    ...defaultPolicy,
    payment: { ...defaultPolicy.payment, methods: ['card'] },
  } satisfies Policy;
  test.each([
    ['a card for normal goods', 'normal', 'good', 'card', true],
    ['a bank transfer for normal goods', 'normal', 'good', 'bank_transfer', true],
    ['cash on delivery for goods made to order', 'made_to_order', 'good', 'cash_on_delivery', true],
    ['no bank transfer for a flash sale', 'flash', 'good', 'bank_transfer', false],
    ['no cash on delivery for a flash sale', 'flash', 'good', 'cash_on_delivery', false],
    ['instalments for a flash sale', 'flash', 'good', 'instalments', true],
    ['no bank transfer to a watched buyer', 'normal', 'watch', 'bank_transfer', false],
    ['no cash on delivery to a watched buyer', 'normal', 'watch', 'cash_on_delivery', false],
    ['no bank transfer to a restricted buyer', 'normal', 'restricted', 'bank_transfer', false],
    ['no cash on delivery to a restricted buyer', 'normal', 'restricted', 'cash_on_delivery', false],
    ['a card to a restricted buyer', 'normal', 'restricted', 'card', true],
    ['pay later to a watched buyer', 'normal', 'watch', 'pay_later', true],
  ] as const)('%s', (_, kind, standing, method, allowed) => {
    expect(methodAllowed(kind, standing, method, defaultPolicy)).toBe(allowed);
  });

  test('only if the shop takes it', () => {
    expect(methodAllowed('normal', 'good', 'wechat', shop)).toBe(false);
  });
});
