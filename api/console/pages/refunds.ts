import { facts } from '../../../console/staff/kit/facts.ts';
import { refundsPage as renderRefunds } from '../../../console/staff/refunds/refunds-page.ts';
import { refundsWords } from '../../../console/staff/words/refunds.ts';
import { ListedRefund } from '../../schemas/refund.ts';
import { filledIn } from '../filled-in.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { FormOf, StaffPage } from '../staff-page.ts';

const done: FormOf = {
  scope: 'staff',
  ask: ({ locale }, fields) => {
    const { done: words } = refundsWords[locale];
    const { reference, note } = filledIn(fields, ['reference', 'note']);
    const given = facts([
      [words.reference, reference],
      [words.note, note],
    ]);
    return { title: words.ask, say: words.askSay, given, button: words.button };
  },
  act: async ({ rest, formKey: idempotencyKey }, fields) => {
    const body = filledIn(fields, ['reference', 'note']);
    const writing = { body, answer: ListedRefund, idempotencyKey };
    await rest.send(at`/v1/refunds/${fields['refund'] ?? ''}/done`, writing);
    return { said: 'refund_sent' };
  },
};

/** Money that goes back; what a person has to send first. */
export const refundsPage: StaffPage = {
  path: '/refunds',
  scope: ['payments', 'staff'],
  menu: 'refunds',
  forms: { done },
  show: async (visit) => {
    const { locale, formKey, refused, may } = visit;
    const query = filtersIn(visit.query, ['state', 'cursor'], { state: 'by_hand' });
    const [reader, { data: entries, ...list }] = await Promise.all([
      readerOf(visit),
      readList(visit, '/v1/refunds', ListedRefund, { query }),
    ]);
    const part = { ...reader, formKey, refused, canFinish: may(done.scope) };
    const main = renderRefunds({ entries, ...list, query }, part);
    return { title: refundsWords[locale].title, main };
  },
};
