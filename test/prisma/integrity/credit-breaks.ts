import type { Break } from './break.ts';

/** An application of the order, as a bug would leave it. */
const anApplication = `
  insert into credit_applications (id, order_id, customer_id, shop, product, term, amount, currency, state, state_since, applied_at)
    select gen_random_uuid(), id, customer_id, shop, 'pay_later', 1, total, currency, 'gathering', now(), now() from orders where id = ':id'`;

export const creditBreaks: readonly Break[] = [
  [
    'financed_was_approved',
    'more financed than was approved',
    'financed',
    [`update credit_applications set amount = amount - 1 where order_id = ':id'`],
  ],
  [
    'credit_ends_with_its_order',
    'an offer for an order that was superseded',
    'superseded',
    [`update orders set offers = '[]', offers_expire_at = now() where id = ':id'`],
  ],
  ['applications_are_of_open_orders', 'an application of a cancelled order', 'cancelled', [anApplication]],
  [
    'deadline_stands_for_an_application',
    'a deadline that stands still for nothing',
    'processing',
    [`update orders set credit_since = processing_since where id = ':id'`],
  ],
  [
    'waits_for_credit_end',
    'a deadline that stands still for more than a day',
    'applied',
    [`update orders set credit_since = credit_since - interval '25 hours' where id = ':id'`],
  ],
  [
    'reviews_match_applications',
    'an application that no person sees',
    'applied',
    [`update credit_applications set state = 'manual_review' where order_id = ':id'`],
  ],
  [
    'reviews_match_applications',
    'a review of what is decided',
    'financed',
    [
      `insert into credit_reviews (id, application_id, order_id, shop, reason, state, opened_at)
         select gen_random_uuid(), id, order_id, shop, 'documents', 'open', now() from credit_applications where order_id = ':id'`,
    ],
  ],
  [
    'credit_decisions_are_journalled',
    'a decision nobody wrote down',
    'financed',
    [`delete from journal where order_id = ':id' and kind = 'credit_decided'`],
  ],
  [
    'shipped_with_auto_debit',
    'goods that left without a card bound',
    'financed',
    [
      `update orders set status = 'shipped', shipped_at = now() where id = ':id'`,
      `insert into journal (order_id, at, kind, actor, facts) values (':id', now(), 'shipped', 'service', '{}')`,
    ],
  ],
  [
    'reports_are_applied',
    'a report that nobody read',
    'financed',
    [
      `update credit_reports set applied_at = null, received_at = timestamptz '2026-11-20' where order_id = ':id'`,
    ],
  ],
  [
    'processing_says_since_when',
    'an application under way that does not say since when',
    'applied',
    [`update orders set credit_since = null where id = ':id'`],
  ],
];
