import type { IntegrityRule } from './rule.ts';

/** Reasons of refunds that send back money which never counted on its order; all others take from what was credited. */
const UNCREDITED = `('wrong_currency', 'already_paid', 'excess', 'order_closed', 'late')`;

/** Money: credited once, sent back once, and every amount what its parts add up to (rules.md 11 to 17). */
export const moneyRules: readonly IntegrityRule[] = [
  {
    rule: 'order_amounts_add_up',
    means: 'Lines, discount and shipping make the total, and the total is what is paid, financed and due.',
    find: `
      select o.id as subject, jsonb_build_object('lines', l.goods, 'goods', o.goods, 'discount', o.discount, 'shippingFee', o.shipping_fee,
               'total', o.total, 'paid', o.amount_paid, 'financed', o.financed, 'due', o.amount_due) as facts
        from orders o cross join lateral (
          select coalesce(sum((line ->> 'quantity')::numeric * (line ->> 'unitPrice')::numeric), 0) as goods
            from jsonb_array_elements(o.lines) as line) l
       where l.goods <> o.goods or o.goods - o.discount + o.shipping_fee <> o.total
          or o.amount_paid + o.financed + o.amount_due <> o.total`,
  },
  {
    rule: 'amounts_not_negative',
    means: 'No amount is below zero, and no more of a payment counts or goes back than came.',
    find: `
      select id as subject, jsonb_build_object('paid', amount_paid, 'financed', financed, 'due', amount_due, 'refunded', amount_refunded,
               'total', total) as facts
        from orders where least(goods, discount, shipping_fee, total, amount_paid, financed, amount_due, amount_refunded) < 0
      union all
      select id::text, jsonb_build_object('order', order_id, 'amount', amount, 'credited', credited, 'refunded', refunded)
        from payments where least(amount, credited, refunded) < 0 or greatest(credited, refunded) > amount
      union all
      select id::text, jsonb_build_object('order', order_id, 'amount', amount) from refunds where amount <= 0`,
  },
  {
    rule: 'paid_is_credited',
    means:
      'What an order counts as paid is what was credited on it of its payments, and cash taken at the door; instalments count apart.',
    find: `
      select o.id as subject, jsonb_build_object('amountPaid', o.amount_paid, 'credited', coalesce(p.credited, 0), 'cash', coalesce(c.cash, 0)) as facts
        from orders o
        left join (select order_id, sum(credited) as credited from payments where instalment is null group by 1) p on p.order_id = o.id
        left join (select order_id, sum((facts ->> 'credited')::bigint) as cash from journal
                    where kind = 'payment_received' and reason = 'cash_on_delivery' group by 1) c on c.order_id = o.id
       where o.amount_paid <> coalesce(p.credited, 0) + coalesce(c.cash, 0)`,
  },
  {
    rule: 'refunded_is_refunds',
    means:
      'What an order counts as refunded is what really went back of its credited money, asked for by us or not.',
    find: `
      select o.id as subject, jsonb_build_object('amountRefunded', o.amount_refunded, 'refunds', coalesce(r.amount, 0), 'byProvider', coalesce(b.counted, 0)) as facts
        from orders o
        left join (
          select r.order_id, sum(least(r.amount, p.credited)) as amount from refunds r join payments p on p.id = r.payment_id
           where r.state = 'refunded' and r.reason not in ('excess', 'by_provider') group by 1) r on r.order_id = o.id
        left join (
          select order_id, sum(counted) as counted from (
            select order_id, (facts ->> 'counted')::bigint as counted from journal where kind = 'refunded' and reason = 'by_the_provider'
            union all
            select r.order_id, -coalesce(r.counted, least(r.amount, p.credited)) from refunds r join payments p on p.id = r.payment_id
             where r.reason = 'by_provider' and r.state = 'failed') told group by 1) b on b.order_id = o.id
       where o.amount_refunded <> coalesce(r.amount, 0) + coalesce(b.counted, 0)`,
  },
  {
    rule: 'payment_refunded_is_refunds',
    means: 'What a payment counts as refunded is the sum of its refunds that the provider has confirmed.',
    find: `
      select p.id::text as subject, jsonb_build_object('order', p.order_id, 'refunded', p.refunded, 'refunds', coalesce(r.amount, 0)) as facts
        from payments p left join (select payment_id, sum(amount) as amount from refunds where state = 'refunded' group by 1) r on r.payment_id = p.id
       where p.refunded <> coalesce(r.amount, 0)`,
  },
  {
    rule: 'refunds_within_payment',
    means: 'No more goes back of a payment than came, in its currency and of its order.',
    find: `
      select p.id::text as subject, jsonb_build_object('order', p.order_id, 'amount', p.amount, 'refunds', sum(r.amount),
               'currency', p.currency, 'refundedIn', array_agg(distinct r.currency), 'ordersRefunded', array_agg(distinct r.order_id)) as facts
        from payments p join refunds r on r.payment_id = p.id and r.state <> 'failed'
       group by p.id having sum(r.amount) > p.amount or bool_or(r.currency <> p.currency or r.order_id <> p.order_id)
      union all
      select r.id::text, jsonb_build_object('order', r.order_id, 'payment', r.payment_id, 'amount', r.amount)
        from refunds r where not exists (select 1 from payments p where p.id = r.payment_id)`,
  },
  {
    rule: 'refunds_are_sent_again_once',
    means:
      'A refund that is sent again is all of one that came back, of the same payment, and is not sent a third time.',
    find: `
      select again.id::text as subject, jsonb_build_object('order', again.order_id, 'amount', again.amount, 'of', again.retry_of,
               'state', r.state, 'ofAmount', r.amount, 'payment', r.payment_id) as facts
        from refunds again left join refunds r on r.id = again.retry_of
       where again.retry_of is not null
         and (r.state is distinct from 'failed' or r.amount <> again.amount or r.payment_id <> again.payment_id or r.retry_of is not null)`,
  },
  {
    rule: 'payment_once',
    means: 'Money of one provider session, or of one event where there is no session, is one payment.',
    find: `
      select provider || '/' || reference as subject, jsonb_build_object('payments', array_agg(id), 'orders', array_agg(order_id)) as facts
        from payments group by provider, reference having count(*) > 1`,
  },
  {
    rule: 'payments_come_from_events',
    means: 'Every payment is what an applied event of a provider told of this order, to the amount.',
    find: `
      select p.id::text as subject, jsonb_build_object('order', p.order_id, 'provider', p.provider, 'reference', p.reference, 'amount', p.amount) as facts
        from payments p
       where not exists (
         select 1 from payment_events e
          where e.provider = p.provider and coalesce(e.session_id, 'event:' || e.event_id) = p.reference and e.type = 'payment.succeeded'
            and e.applied_at is not null and e.order_id = p.order_id and e.amount = p.amount and e.currency = p.currency)`,
  },
  {
    rule: 'received_money_is_a_payment',
    means:
      'An event that was applied as money has its payment: nothing a provider took from a buyer is forgotten.',
    find: `
      select e.provider || '/' || e.event_id as subject, jsonb_build_object('order', e.order_id, 'outcome', e.outcome, 'amount', e.amount) as facts
        from payment_events e
       where e.type = 'payment.succeeded' and e.applied_at is not null and e.outcome not in ('ignored_foreign_session', 'forward')
         and not exists (select 1 from payments p
                          where p.provider = e.provider and p.reference = coalesce(e.session_id, 'event:' || e.event_id))`,
  },
  {
    rule: 'uncredited_money_goes_back',
    means:
      'What of a payment does not count on its order is asked back, exactly, less what the provider gave back by itself.',
    find: `
      select p.id::text as subject, jsonb_build_object('order', p.order_id, 'amount', p.amount, 'credited', p.credited,
               'askedBack', coalesce(r.asked, 0), 'byProvider', coalesce(r.by_provider, 0)) as facts
        from payments p
        left join (select payment_id, sum(amount) filter (where reason in ${UNCREDITED}) as asked,
                          sum(amount) filter (where reason = 'by_provider') as by_provider
                     from refunds where retry_of is null group by 1) r on r.payment_id = p.id
       where coalesce(r.asked, 0) > p.amount - p.credited
          or coalesce(r.asked, 0) + coalesce(r.by_provider, 0) < p.amount - p.credited`,
  },
  {
    rule: 'moved_money_arrives',
    means:
      'What was paid on an order that another replaced counts on that one, to the amount, or goes back from there.',
    find: `
      select coalesce(left_.id, came.id) as subject, jsonb_build_object('left', left_.amount, 'came', came.amount) as facts
        from (select coalesce(o.merged_into, o.superseded_by) as id, sum((j.facts ->> 'movedAmount')::bigint) as amount
                from orders o join journal j on j.order_id = o.id and j.kind in ('merged', 'cancelled') and j.reason in ('merged', 'superseded')
               where coalesce(o.merged_into, o.superseded_by) is not null group by 1) left_
        full join (select order_id as id, sum((facts ->> 'movedAmount')::bigint) as amount from journal
                    where kind = 'payment_received' and reason = 'moved' group by 1) came using (id)
       where coalesce(left_.amount, 0) <> coalesce(came.amount, 0)`,
  },
  {
    rule: 'closed_orders_keep_no_money',
    means: 'All credited money of a closed order has gone back or is on its way.',
    find: `
      select o.id as subject, jsonb_build_object('status', o.status, 'payment', p.id, 'credited', p.credited, 'askedBack', coalesce(r.amount, 0)) as facts
        from every_order o join payments p on p.order_id = o.id
        left join (select payment_id, sum(case when reason = 'by_provider' then coalesce(counted, amount) else amount end) as amount
                     from refunds where reason not in ${UNCREDITED} and retry_of is null group by 1) r on r.payment_id = p.id
       where o.is_closed and coalesce(r.amount, 0) < p.credited`,
  },
  {
    rule: 'paid_orders_owe_nothing',
    means: 'A paid order has nothing due and says since when; cash on delivery owes until it is delivered.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'amountDue', amount_due, 'paidAt', paid_at, 'paymentState', payment_state) as facts
        from orders
       where (status in ('paid', 'delivered') or (status = 'shipped' and payment_method <> 'cash_on_delivery'))
         and (amount_due <> 0 or paid_at is null or payment_state <> 'succeeded')`,
  },
];
