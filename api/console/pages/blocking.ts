import { facts } from '../../../console/staff/kit/facts.ts';
import { orderActionsWords } from '../../../console/staff/words/order-actions.ts';
import { Standing } from '../../schemas/customer.ts';
import { at } from '../rest.ts';
import type { FormOf, Visit } from '../staff-page.ts';

/** Blocks the buyer that a page is about. */
export function blockForm(buyerOf: (visit: Visit) => Promise<string>): FormOf {
  return {
    scope: 'staff',
    ask: ({ locale }, { reason }) => {
      const { ask, say, button, reason: why } = orderActionsWords[locale].block;
      return { title: ask, say, button, given: facts([[why, reason]]) };
    },
    act: async (visit, { reason }) => {
      const writing = { body: { reason }, answer: Standing, idempotencyKey: visit.formKey };
      await visit.rest.send(at`/v1/customers/${await buyerOf(visit)}/block`, writing);
      return { said: 'blocked' };
    },
  };
}

/** Unblocks the buyer whose page it is. */
export const unblockForm: FormOf = {
  scope: 'staff',
  act: async ({ rest, params: { customerId = '' }, formKey }, { reason }) => {
    const writing = { body: { reason }, answer: Standing, idempotencyKey: formKey };
    await rest.send(at`/v1/customers/${customerId}/unblock`, writing);
    return { said: 'unblocked' };
  },
};
