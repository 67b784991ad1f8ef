import type { PaymentProvider } from '../../ports.ts';

/** The name of the provider whose events are lines of bank statements. */
export const BANK = 'bank';

/**
 * Bank transfers to the shop's own account. Nobody has to be asked: the buyer writes the order's reference on the transfer, and the
 * money is learnt from the bank's statement (POST /v1/bank-statements), each line an event without a session. A session is
 * the payment page, which shows reference and account; it is open as long as its order is. Money goes back by
 * hand: a refund is a person's at once, who says when it is done (POST /v1/refunds/{id}/done).
 */
export function bankTransfers(): PaymentProvider {
  return {
    name: BANK,
    methods: ['bank_transfer'],
    keepsSessions: false,
    openSession: async ({ idempotencyKey, returnUrl, expiresAt }) => ({
      sessionId: idempotencyKey,
      url: returnUrl,
      expiresAt,
    }),
    askSession: async () => ({ state: 'open' }),
    findSession: async () => 'none',
    closeSession: async () => ({ state: 'closed' }),
    refund: async () => ({ state: 'by_hand', why: 'a bank transfer is sent back by hand' }),
    verifyWebhook: () => ({ verdict: 'bad_signature' }),
  };
}
