import { expect, test } from 'vitest';
import { isSentAgain } from '../../../domain/payment/refund-failure.ts';

const first = { reason: 'requested', retryOf: null };

test.each([
  ['the provider’s balance was too low', first, 'insufficient_funds', true],
  ['it does not say why', first, 'unknown', true],
  ['the card is gone', first, 'expired_or_canceled_card', false],
  ['the bank said no', first, 'declined', false],
  ['somebody called it off', first, 'canceled', false],
  ['it was sent again already', { ...first, retryOf: 'the-first' }, 'insufficient_funds', false],
  ['the provider had sent it by itself', { ...first, reason: 'by_provider' }, 'insufficient_funds', false],
])('a refund that came back is sent again or not: %s', (_, refund, code, expected) => {
  expect(isSentAgain(refund, code)).toBe(expected);
});
