import { expect, test } from 'vitest';
import { moneyText } from '../../../domain/messages/money-text.ts';

test.each([
  [12345, 'CNY', 'zh-CN', '¥123.45'],
  [12345, 'CNY', 'en', 'CN¥123.45'],
  [12345, 'JPY', 'zh-CN', 'JP¥12,345'],
  [12345, 'JPY', 'en', '¥12,345'],
  [12345, 'KWD', 'en', 'KWD 12.345'],
  [5, 'USD', 'en', '$0.05'],
  [0, 'USD', 'en', '$0.00'],
  [-500, 'EUR', 'en', '-€5.00'],
  [1_000_000_000_000, 'CNY', 'zh-CN', '¥10,000,000,000.00'],
  [999_999_999_999, 'KWD', 'en', 'KWD 999,999,999.999'],
] as const)('%d minor units of %s in %s are %s', (amount, currency, locale, text) => {
  expect(moneyText(amount, currency, locale)).toBe(text);
});

test('what is no currency code is refused', () => {
  expect(() => moneyText(1, 'money', 'en')).toThrow(RangeError);
});
