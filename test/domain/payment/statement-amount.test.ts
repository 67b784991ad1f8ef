import { describe, expect, test } from 'vitest';
import { readStatementAmount } from '../../../domain/payment/statement-amount.ts';

describe('an amount of a statement', () => {
  test.each([
    ['123.45', 'CNY', 12_345],
    ['123.4', 'CNY', 12_340],
    ['123', 'CNY', 12_300],
    ['0.07', 'CNY', 7],
    ['+1.10', 'EUR', 110],
    ['-12.00', 'CNY', -1_200],
    ['1.2300', 'CNY', 123],
    ['500', 'JPY', 500],
    ['500.00', 'JPY', 500],
    ['1.234', 'KWD', 1_234],
    ['9007199254.91', 'CNY', 900_719_925_491],
    ['1.005', 'KWD', 1_005],
  ])('%s %s is exactly %i minor units', (text, currency, minor) => {
    expect(readStatementAmount(text, currency)).toEqual({ minor });
  });

  test.each([
    ['1.005', 'CNY', 'more than the 2 decimals'],
    ['0.5', 'JPY', 'more than the 0 decimals'],
    ['1,234.50', 'CNY', 'nothing between thousands'],
    ['1234,50', 'CNY', 'a point for decimals'],
    ['1e3', 'CNY', 'is no amount'],
    ['', 'CNY', 'is no amount'],
    ['12.', 'CNY', 'is no amount'],
    ['12 .50', 'CNY', 'is no amount'],
    ['99999999999.99', 'CNY', 'is too large'],
    ['1.00', 'yuan', 'is no currency code'],
  ])('%o %s is a problem for a person', (text, currency, problem) => {
    expect(readStatementAmount(text, currency)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
