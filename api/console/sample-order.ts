import { amountIn } from './amount-in.ts';
import type { Fields } from './staff-page.ts';

/** What somebody asks of an order that is not placed: its kind, amount, channel, and when. */
export interface SampleOrder {
  readonly placedAt: string;
  readonly currency: string;
  readonly fields: Fields;
}

/** An order of one piece, as `POST /v1/policies/preview` takes it. Throws `RestRefusal` where the amount is none. */
export function sampleOrder({
  placedAt,
  currency,
  fields: { amount = '', kind, channel },
}: SampleOrder): object {
  const unitPrice = { amount: amountIn(amount, currency), currency };
  return {
    placedAt,
    customer: { id: 'sample' },
    lines: [{ sku: 'sample', quantity: 1, unitPrice }],
    ...(kind ? { kind } : {}),
    ...(channel ? { channel } : {}),
  };
}
