import type { PayNotice } from '../../console/pay/pay-notices.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Payer } from '../../prisma/payment-sessions.ts';

/** A visitor with a good link. */
export interface Visit {
  readonly order: StoredOrder;
  readonly payer: Payer;
  /** The page's own path. */
  readonly path: string;
  /** The form's fields, as they came. */
  readonly fields: unknown;
}

/** Where an action leads: to the provider's page, or back to this one with a word about what happened. */
export type Onward =
  | { readonly to: string }
  | {
      readonly back: PayNotice | undefined;
      /** SKUs of the order there was too little of. */
      readonly short?: readonly string[];
    };
