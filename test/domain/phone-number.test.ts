import { expect, test } from 'vitest';
import { dialledNumber } from '../../domain/phone-number.ts';

test.each([
  ['13800138000', 'CN', '+8613800138000'],
  ['138 0013 8000', 'CN', '+8613800138000'],
  ['+86 138-0013-8000', 'DE', '+8613800138000'],
  ['0151 23456789', 'DE', '+4915123456789'],
  ['(415) 555-2671', 'US', '+14155552671'],
  ['+1 415 555 2671', 'XX', '+14155552671'],
  ['415 555 2671', 'XX', undefined],
  ['12', 'CN', undefined],
  ['+86 12', 'CN', undefined],
  ['not a number', 'CN', undefined],
  ['', 'CN', undefined],
])('%s from %s is dialled as %s', (text, region, number) => expect(dialledNumber(text, region)).toBe(number));
