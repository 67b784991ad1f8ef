import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placingDesk } from '../../api/placing/placing.ts';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import type { Database } from '../../prisma/database.ts';
import { policies } from '../../prisma/policies.ts';
import {
  aDatabase,
  entryOf,
  nameOf,
  newSku,
  place,
  termsOf,
  unique,
  wants,
} from '../support/placed-orders.ts';
import { PLACED_AT, aLine } from '../support/placings.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => ({ database, drop } = await aDatabase(8)));
afterAll(() => drop());

const ADDRESS = '上海市 黄浦区 南京东路 100 号 3-502';
const from = (
  contact: Record<string, unknown>,
  source?: PlacingRequest['source'],
): Partial<PlacingRequest> => ({
  shipping: { contact },
  ...(source ? { source } : {}),
});

/** Places one order after the other, each by a buyer of its own, and answers what became of them. */
async function placeAll(wishes: readonly Partial<PlacingRequest>[], policy = {}): Promise<string[]> {
  const sku = await newSku(database, 100);
  const terms = termsOf(sku);
  const document = { ...terms.policy.document, limits: { ...terms.policy.document.limits, ...policy } };
  const names = [];
  for (const wish of wishes) {
    const placing = wants(sku, 1, wish, { ...terms, policy: { ...terms.policy, document } });
    const [outcome] = await place(database, [entryOf(placing)]);
    names.push(outcome ? nameOf(outcome) : 'nothing');
  }
  return names;
}

describe('one person over several accounts has so many open unpaid orders', () => {
  test.each<[string, Partial<PlacingRequest>[], object]>([
    [
      'by his phone number, however it is written',
      [
        from({ phone: '138 0013 8001' }),
        from({ phone: '+86 13800138001' }),
        from({ phone: '0086-138-0013-8001' }),
      ],
      { openOrdersPerPhone: 2 },
    ],
    [
      'by the phone number of the account too',
      [
        { customer: { id: unique('phone'), phone: '13800138002' } },
        from({ phone: '+8613800138002' }),
        { customer: { id: unique('phone'), phone: '+86 138 0013 8002' } },
      ],
      { openOrdersPerPhone: 2 },
    ],
    [
      'by his address, however it is written',
      [
        from({ address: ADDRESS }),
        from({ address: ADDRESS.replaceAll(' ', '') }),
        from({ address: ADDRESS.replace('3-502', '３－５０２').replace('100', '１００') }),
      ],
      { openOrdersPerAddress: 2 },
    ],
    [
      'by his device',
      [from({}, { deviceId: 'd-1' }), from({}, { deviceId: 'd-1' }), from({}, { deviceId: 'd-1' })],
      { openOrdersPerDevice: 2 },
    ],
  ])('%s', async (_, wishes, limits) => {
    expect(await placeAll(wishes, limits)).toEqual(['placed', 'placed', 'too_many_open_orders']);
  });

  test('and others are not touched by it', async () => {
    const wishes = [
      from({ phone: '13800138011', address: 'Nanjing Road 1, Shanghai' }, { deviceId: 'd-11' }),
      from({ phone: '13800138012', address: 'Nanjing Road 2, Shanghai' }, { deviceId: 'd-12' }),
    ];
    const limits = { openOrdersPerPhone: 1, openOrdersPerAddress: 1, openOrdersPerDevice: 1 };
    expect(await placeAll(wishes, limits)).toEqual(['placed', 'placed']);
  });

  test('only as far as the policy looks at it', async () => {
    const wishes = Array.from({ length: 7 }, () => from({ phone: '13800138021' }));
    expect(await placeAll(wishes, { openOrdersPerPhone: null })).toEqual(Array(7).fill('placed'));
  });

  test('and not by what tells nobody apart: a short address, a number that is none', async () => {
    const wishes = Array.from({ length: 3 }, () => from({ phone: '12345', address: '1 A St' }));
    const limits = { openOrdersPerPhone: 1, openOrdersPerAddress: 1 };
    expect(await placeAll(wishes, limits)).toEqual(['placed', 'placed', 'placed']);
  });

  test('and has room again when one is closed', async () => {
    const wish = from({ phone: '13800138031' });
    expect(await placeAll([wish, wish], { openOrdersPerPhone: 1 })).toEqual([
      'placed',
      'too_many_open_orders',
    ]);
    await database.client.order.updateMany({
      where: { contact: { path: ['phone'], equals: '13800138031' } },
      data: { status: 'expired' },
    });
    expect(await placeAll([wish], { openOrdersPerPhone: 1 })).toEqual(['placed']);
  });

  test('and the refusal says what was counted', async () => {
    const sku = await newSku(database, 1_000);
    const limit = 3;
    const limits = { ...termsOf(sku).policy.document.limits, openOrdersPerPhone: limit };
    const terms = termsOf(sku);
    const strict = { ...terms, policy: { ...terms.policy, document: { ...terms.policy.document, limits } } };
    const order = () => entryOf(wants(sku, 1, from({ phone: '13800138041' }), strict));
    for (let time = 0; time < limit; time += 1) await place(database, [order()]);
    expect(await place(database, [order()])).toEqual([
      { outcome: 'refused', code: 'too_many_open_orders', facts: { open: limit, limit, of: 'phone' } },
    ]);
  });

  test('and a key that was answered before answers the same', async () => {
    const sku = await newSku(database, 10);
    const limits = { ...termsOf(sku).policy.document.limits, openOrdersPerPhone: 1 };
    const terms = termsOf(sku);
    const strict = { ...terms, policy: { ...terms.policy, document: { ...terms.policy.document, limits } } };
    const placing = () => wants(sku, 1, from({ phone: '13800138051' }), strict);
    const key = { key: unique('key') };
    const first = placing();
    expect(await place(database, [entryOf(first, key)])).toEqual([{ outcome: 'placed' }]);
    const [again] = await place(database, [entryOf(first, key)]);
    expect(again).toMatchObject({ outcome: 'replayed', answer: { outcome: 'placed' } });
    const refusedKey = { key: unique('key') };
    const [refused] = await place(database, [entryOf(placing(), refusedKey)]);
    expect(refused).toMatchObject({ outcome: 'refused', code: 'too_many_open_orders' });
    const [replayed] = await place(database, [entryOf(placing(), refusedKey)]);
    expect(replayed).toMatchObject({ outcome: 'replayed', answer: { code: 'too_many_open_orders' } });
  });
});

test('sixty orders of a person’s accounts and of others, at once, hold no more than one person may', async () => {
  const sku = await newSku(database, 100);
  const limits = { ...defaultPolicy.limits, openOrdersPerPhone: 20 };
  await policies(database.client).put('default', { ...defaultPolicy, limits });
  const desks = [1, 2].map(() => placingDesk({ database, now: () => PLACED_AT, onPlaced: () => {} }));
  const attempts = Array.from({ length: 60 }, (_, index) => {
    const mine = index % 4 !== 3;
    const contact = mine ? { phone: '13800138061' } : {};
    const request: PlacingRequest = {
      shop: 'default',
      channel: 'store',
      customer: { id: unique('many') },
      lines: [aLine(sku)],
      shipping: { contact },
    };
    const desk = desks[index % 2];
    const placing = desk ? desk.place(request) : Promise.reject(new Error('no desk'));
    return placing.then(
      () => ({ mine, placed: true, code: '' }),
      (error: unknown) => ({ mine, placed: false, code: String(error) }),
    );
  });
  const answers = await Promise.all(attempts);
  expect(answers.filter(({ mine, placed }) => mine && placed)).toHaveLength(20);
  expect(answers.filter(({ mine, placed }) => !mine && placed)).toHaveLength(15);
  expect(new Set(answers.filter(({ placed }) => !placed).map(({ code }) => code))).toEqual(
    new Set(['Refusal: too_many_open_orders']),
  );
  const { held } = await database.client.stock.findUniqueOrThrow({ where: { sku } });
  expect(held).toBe(35n);
});

test('many unpaid orders of one person in an hour are brought to staff, once', async () => {
  const wishes = Array.from({ length: 12 }, () => from({ phone: '13800138071' }));
  await database.client.alert.deleteMany({});
  expect(await placeAll(wishes, { openOrdersPerPhone: 100 })).toEqual(Array(12).fill('placed'));
  const alerts = await database.client.alert.findMany({ where: { kind: 'unpaid_burst' } });
  expect(alerts).toMatchObject([{ facts: { of: 'phone', orders: 10, newest: expect.any(Array) } }]);
});
