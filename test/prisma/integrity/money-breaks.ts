import { takeBackCheck } from './break.ts';
import type { Break } from './break.ts';

export const moneyBreaks: readonly Break[] = [
  [
    'moved_money_arrives',
    'a part that says more of its money moved than came',
    'part',
    [
      `update journal set facts = jsonb_set(facts, '{movedAmount}', '4001') where order_id = ':id' and kind = 'merged'`,
    ],
  ],
  [
    'moved_money_arrives',
    'money that came from a superseded order that never had it',
    'superseded',
    [`update journal set facts = facts - 'movedAmount' where order_id = ':id' and kind = 'cancelled'`],
  ],
  [
    'order_amounts_add_up',
    'a total that is not what is due',
    'waiting',
    [takeBackCheck('orders', 'amount_due'), `update orders set amount_due = 1 where id = ':id'`],
  ],
  [
    'order_amounts_add_up',
    'lines that cost something else',
    'waiting',
    [`update orders set lines = jsonb_set(lines, '{0,unitPrice}', '4999') where id = ':id'`],
  ],
  [
    'order_amounts_add_up',
    'a discount that was not taken off',
    'waiting',
    [`update orders set discount = 100 where id = ':id'`],
  ],
  [
    'amounts_not_negative',
    'a discount below nothing',
    'waiting',
    [`update orders set discount = -100, shipping_fee = -100 where id = ':id'`],
  ],
  [
    'amounts_not_negative',
    'a refund of nothing',
    'overpaid',
    [
      takeBackCheck('refunds', 'amount'),
      `insert into refunds (id, key, order_id, payment_id, amount, currency, reason, state, requested_at)
         select gen_random_uuid(), 'none', order_id, payment_id, 0, currency, 'requested', 'pending', requested_at from refunds where order_id = ':id'`,
    ],
  ],
  [
    'paid_is_credited',
    'an amount paid that nobody paid',
    'partlyPaid',
    [`update orders set amount_paid = amount_paid + 1, amount_due = amount_due - 1 where id = ':id'`],
  ],
  [
    'paid_is_credited',
    'cash at the door that the journal does not know',
    'collected',
    [
      `update journal set facts = '{"credited": 1}' where order_id = ':id' and reason = 'cash_on_delivery' and kind = 'payment_received'`,
    ],
  ],
  [
    'refunded_is_refunds',
    'an amount refunded that did not go back',
    'paid',
    [`update orders set amount_refunded = 1 where id = ':id'`],
  ],
  [
    'refunded_is_refunds',
    'a refund the order does not count',
    'underpaid',
    [`update orders set amount_refunded = 0 where id = ':id'`],
  ],
  [
    'payment_refunded_is_refunds',
    'a payment that counts no refund',
    'overpaid',
    [`update payments set refunded = 0 where order_id = ':id'`],
  ],
  [
    'refunds_within_payment',
    'more on its way back than came',
    'paid',
    [
      `insert into refunds (id, key, order_id, payment_id, amount, currency, reason, state, requested_at)
         select gen_random_uuid(), 'much', order_id, id, amount + 1, currency, 'requested', 'pending', received_at from payments where order_id = ':id'`,
    ],
  ],
  [
    'refunds_within_payment',
    'a refund in another currency',
    'overpaid',
    [`update refunds set currency = 'EUR' where order_id = ':id'`],
  ],
  [
    'refunds_are_sent_again_once',
    'a refund that went back, and is sent again',
    'overpaid',
    [
      `insert into refunds (id, key, order_id, payment_id, amount, currency, reason, state, retry_of, requested_at)
         select gen_random_uuid(), key || '/again', order_id, payment_id, amount, currency, reason, 'pending', id, requested_at
           from refunds where order_id = ':id'`,
    ],
  ],
  [
    'refunds_are_sent_again_once',
    'more that is sent again than came back',
    'cameBack',
    [`update refunds set amount = amount + 1 where order_id = ':id' and retry_of is not null`],
  ],
  [
    'refunded_is_refunds',
    'a refund that came back and still counts',
    'cameBack',
    [`update orders set amount_refunded = amount_refunded + 3000 where id = ':id'`],
  ],
  [
    'refunded_is_refunds',
    'a refund of the provider’s own that came back and still counts',
    'ownCameBack',
    [`update orders set amount_refunded = amount_refunded + 3000 where id = ':id'`],
  ],
  [
    'payment_once',
    'the same session credited twice',
    'overpaid',
    [
      `alter table payments drop constraint payments_provider_reference_key`,
      `insert into payments (id, order_id, provider, reference, amount, currency, credited, received_at)
         select gen_random_uuid(), order_id, provider, reference, amount, currency, 0, received_at from payments where order_id = ':id'`,
      `insert into refunds (id, key, order_id, payment_id, amount, currency, reason, state, requested_at)
         select gen_random_uuid(), 'back', order_id, id, amount, currency, 'already_paid', 'pending', received_at from payments
          where order_id = ':id' and credited = 0`,
      `insert into journal (order_id, at, kind, actor, facts) values (':id', now(), 'payment_received', 'provider', '{}')`,
    ],
  ],
  [
    'payments_come_from_events',
    'a payment of more than the provider told',
    'paid',
    [`update payment_events set amount = amount - 1 where order_id = ':id'`],
  ],
  [
    'received_money_is_a_payment',
    'money that was applied and is nowhere',
    'paid',
    [
      `insert into payment_events (provider, event_id, type, order_id, session_id, amount, currency, occurred_at, received_at, matched, applied_at, outcome)
         values ('sandbox', 'lost', 'payment.succeeded', ':id', 'lost', 10000, 'CNY', now(), now(), true, now(), 'refund')`,
    ],
  ],
  [
    'uncredited_money_goes_back',
    'an excess nobody asked back',
    'overpaid',
    [`delete from refunds where order_id = ':id'`, `update payments set refunded = 0 where order_id = ':id'`],
  ],
  [
    'closed_orders_keep_no_money',
    'a part payment that a closed order keeps',
    'underpaid',
    [
      `delete from refunds where order_id = ':id'`,
      `update payments set refunded = 0 where order_id = ':id'`,
      `update orders set amount_refunded = 0 where id = ':id'`,
    ],
  ],
  [
    'paid_orders_owe_nothing',
    'a paid order with something due',
    'paid',
    [
      `update orders set amount_paid = amount_paid - 1, amount_due = 1 where id = ':id'`,
      `update payments set credited = credited - 1 where order_id = ':id'`,
      `insert into refunds (id, key, order_id, payment_id, amount, currency, reason, state, requested_at)
         select gen_random_uuid(), 'one', order_id, id, 1, currency, 'excess', 'pending', received_at from payments where order_id = ':id'`,
    ],
  ],
];
