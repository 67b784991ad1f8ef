import { expect, test } from 'vitest';
import type { Reward } from '../../../domain/rewards/rewards.ts';
import { wordReward } from '../../../domain/rewards/words.ts';

const yuan = (amount: number) => ({ amount, currency: 'CNY' });
const validUntil = '2026-12-08T04:00:00.000Z';
const coupon = (from: number, tags: string[]): Reward => ({
  kind: 'coupon',
  code: 'X7Q2',
  amount: yuan(2_000),
  validUntil,
  scope: { shop: 'default', tags, from: yuan(from) },
});

test.each<[Reward, en: string, zhCN: string]>([
  [{ kind: 'points', points: 1_500 }, '1,500 points', '1,500 积分'],
  [coupon(0, []), 'A coupon for CN¥20.00 | Code X7Q2', '¥20.00 优惠券 | 券码 X7Q2'],
  [
    coupon(10_000, ['tea', 'cups']),
    'A coupon for CN¥20.00 | Code X7Q2 | for orders of CN¥100.00 or more | for goods of these kinds: tea, cups',
    '¥20.00 优惠券 | 券码 X7Q2 | 满 ¥100.00 可用 | 适用于以下类别的商品：tea、cups',
  ],
  [
    { kind: 'spend_more', from: yuan(20_000), amount: yuan(1_000), validUntil },
    'CN¥10.00 off your next order of CN¥200.00 or more',
    '下次购物满 ¥200.00 减 ¥10.00',
  ],
  [
    { kind: 'accessories', skus: ['strainer', 'tray'] },
    'Goes well with what you bought: strainer, tray',
    '与您购买的商品很搭：strainer、tray',
  ],
  [
    { kind: 'share', points: 100 },
    '100 points when you share your order with friends',
    '把订单分享给好友，可得 100 积分',
  ],
])('%o is worded in both languages', (reward, en, zhCN) => {
  const said = (locale: string) => {
    const { title, details } = wordReward(reward, locale);
    return [title, ...details].join(' | ');
  };
  expect([said('en-GB'), said('zh')]).toEqual([en, zhCN]);
});
