import { NoContent } from '../../route.ts';
import { at } from '../rest.ts';
import type { Fields, FormOf, Visit } from '../staff-page.ts';

/** Resolves a problem of the order that a page, or what was sent, is about. */
export function resolveForm(orderOf: (visit: Visit, fields: Fields) => string): FormOf {
  return {
    scope: ['orders', 'staff'],
    act: async (visit, fields) => {
      const url = at`/v1/orders/${orderOf(visit, fields)}/problems/${fields['problem'] ?? ''}`;
      await visit.rest.send(url, { method: 'DELETE', answer: NoContent, idempotencyKey: visit.formKey });
      return { said: 'problem_resolved' };
    },
  };
}
