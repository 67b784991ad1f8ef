import { describe, expect, test } from 'vitest';
import { fewestParts } from '../../../domain/messages/fit-sms.ts';
import { renderMessage } from '../../../domain/messages/render-message.ts';
import { smsLength } from '../../../domain/messages/sms-length.ts';
import { messageRequest } from './message-request.ts';

const links = {
  payUrl: 'https://pay.shop.example/l/AbCdEfGhIj1',
  stopUrl: 'https://pay.shop.example/l/AbCdEfGhIj2',
};
const lines = [
  { name: 'Blue ceramic mug, large edition', quantity: 2, unitPrice: 5_000 },
  { name: 'Saucer', quantity: 1, unitPrice: 900 },
];
const sms = (data: object, locale = 'en') =>
  renderMessage(messageRequest({ channel: 'sms', locale }, { ...links, lines, ...data }));

describe('an SMS', () => {
  test('that fits in one part is not shortened', async () => {
    const { text } = await sms({
      lines: [{ name: 'Mug', quantity: 1, unitPrice: 100 }],
      shopName: 'Camellia',
    });
    expect(smsLength(text).parts).toBe(1);
    expect(text).toMatch(/^Camellia: order ord-7Hx2, Mug:/);
  });

  test('that would take two parts is shortened to one: first the shop’s name, then names of goods', async () => {
    const { text } = await sms({ shopName: 'Camellia & Daughters of Hangzhou' });
    expect(smsLength(text)).toMatchObject({ encoding: 'GSM-7', parts: 1 });
    expect(text).not.toContain('Camellia');
    expect(text).toContain('Blu... x2 and 1 more');
  });

  test('keeps order number, amount, time left, both links and the perk, however long it is', async () => {
    const { text } = await sms({ perk: 'free shipping and a gift box with a ribbon on this order today' });
    for (const part of ['ord-7Hx2', 'CN¥247.00', '2 h 15 min', links.payUrl, links.stopUrl, 'gift box'])
      expect(text).toContain(part);
  });

  test('that takes as many parts either way loses nothing', async () => {
    const long = { ...links, payUrl: `https://pay.shop.example/${'x'.repeat(150)}` };
    const { text } = await sms({
      ...long,
      lines: [{ name: 'Drip bags', quantity: 2, unitPrice: 1 }],
      shopName: 'Ca',
    });
    expect(smsLength(text).parts).toBe(2);
    expect(text).toContain('Ca: order');
  });

  test('in Chinese is shortened where that saves a part', async () => {
    const short = { payUrl: 'https://m.cn/l/AbCdEfGhIj1', stopUrl: 'https://m.cn/l/AbCdEfGhIj2' };
    const shopName = '山茶花手工咖啡器具旗舰店';
    const { text } = await sms({ ...short, shopName }, 'zh-CN');
    expect(smsLength(`【${shopName}】${text}`)).toMatchObject({ encoding: 'UCS-2', parts: 3 });
    expect(smsLength(text).parts).toBe(2);
    expect(text).toContain(short.stopUrl);
  });
});

test('of texts with equally few parts the fullest is taken', () => {
  const [one, two] = ['a'.repeat(160), 'b'.repeat(161)];
  expect(fewestParts(one, () => ['never asked'])).toBe(one);
  expect(fewestParts(two, () => ['c'.repeat(170), 'd'.repeat(155), 'e'])).toBe('d'.repeat(155));
  expect(fewestParts(two, () => ['c'.repeat(200)])).toBe(two);
});
