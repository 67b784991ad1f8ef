import { z } from 'zod';
import { Amount } from './session.ts';

/** What Holdfast asks to be taken from a bound card; with the same idempotency key it must be the same again. */
export const DebitRequest = z.strictObject({
  orderId: z.string().min(1).max(128),
  amount: Amount,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  token: z.string().min(1).max(500),
});
export type DebitRequest = z.infer<typeof DebitRequest>;

/** A debit that was tried, with what came of it. */
export const Debit = z.object({
  id: z.string(),
  idempotencyKey: z.string(),
  request: DebitRequest,
  at: z.string(),
  /** Why the card was declined; left out where it was not. */
  failureCode: z.string().optional(),
  refunded: z.int(),
});
export type Debit = z.infer<typeof Debit>;

/** How cards are declined, by the name their token has; `hard`: for good. */
const declines: Readonly<Record<string, { readonly failureCode: string; readonly hard: boolean }>> = {
  no_funds: { failureCode: 'insufficient_funds', hard: false },
  limit: { failureCode: 'limit_exceeded', hard: false },
  try_later: { failureCode: 'try_again_later', hard: false },
  stolen: { failureCode: 'stolen_card', hard: true },
  lost: { failureCode: 'lost_card', hard: true },
  expired: { failureCode: 'expired_card', hard: true },
};

/**
 * How a card behaves, by its token: `tok_no_funds`, `tok_stolen` and the like are declined always, `tok_no_funds_2` for the first two
 * debits of an order; every other card can be charged.
 */
export function declineOf(token: string, earlierDeclines: number): string | undefined {
  const [, name = '', times] = /^tok_([a-z_]+?)(?:_(\d+))?$/.exec(token) ?? [];
  if (times !== undefined && earlierDeclines >= Number(times)) return undefined;
  return declines[name]?.failureCode;
}

/** A debit as the API shows it. The token is nobody's to read. */
export function describeDebit({ id, request, at, failureCode }: Debit) {
  const { orderId, amount, currency } = request;
  const about = { id, orderId, amount, currency, at };
  if (failureCode === undefined) return { ...about, state: 'succeeded' as const };
  const { hard = false } = Object.values(declines).find((one) => one.failureCode === failureCode) ?? {};
  return { ...about, state: 'declined' as const, failureCode, hard };
}
