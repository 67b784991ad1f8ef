import { describe, expect, test } from 'vitest';
import { fromStripe, toStripe } from '../../../../providers/payment/stripe/amounts.ts';

describe('an amount of ours at Stripe', () => {
  test.each([
    ['of two decimals is the same', 12_345, 'CNY', 12_345],
    ['of a currency without decimals is the same', 500, 'JPY', 500],
    ['of a currency without decimals, another', 1_000, 'KRW', 1_000],
    ['of a currency that Stripe writes with two decimals though it has none', 500, 'UGX', 50_000],
    ['of Iceland likewise', 1_999, 'ISK', 199_900],
    ['of three decimals that end in 0', 1_230, 'KWD', 1_230],
  ])('%s', (_, amount, currency, units) => {
    expect(toStripe(amount, currency)).toBe(units);
    expect(fromStripe(units, currency)).toBe(amount);
  });

  test('of three decimals that do not end in 0 can not be collected', () => {
    expect(toStripe(1_234, 'KWD')).toBeUndefined();
    expect(toStripe(1_234, 'BHD')).toBeUndefined();
  });

  test('that Stripe counts finer than we do is no amount of ours', () => {
    expect(fromStripe(50_050, 'UGX')).toBeUndefined();
  });
});
