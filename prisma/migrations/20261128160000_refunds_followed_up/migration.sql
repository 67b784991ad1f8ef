-- What a refund counted on its order, so that it can be taken back; which failed refund it sends again, and when; and what a person who
-- sent it by hand wrote of it.
alter table refunds
  add column counted bigint,
  add column retry_of uuid,
  add column send_at timestamptz(3),
  add column note_id uuid,
  add check (state in ('pending', 'refunded', 'failed', 'by_hand'));
create unique index refunds_retry on refunds (retry_of);
create index refunds_of_provider on refunds (provider_id) where provider_id is not null;
create index refunds_by_hand on refunds (requested_at, id) where state = 'by_hand';

-- Bank transfers that were to be sent back by hand were kept as failed. They wait for a person to say that it is done, as far as their
-- payment still has that much: one that was asked for again is one refund.
update refunds r set state = 'by_hand', error = null
  from (select f.id, p.amount - coalesce((select sum(n.amount) from refunds n where n.payment_id = p.id and n.state <> 'failed'), 0)
                     - sum(f.amount) over (partition by p.id order by f.requested_at, f.id) as left_over
          from refunds f join payments p on p.id = f.payment_id
         where f.state = 'failed' and p.provider = 'bank') w
 where r.id = w.id and w.left_over >= 0;

-- Policies are whole documents: those written before get when a refund that came back is sent again.
update policies
   set document = jsonb_set(document, '{payment}', '{ "refundAgainAfter": "PT24H" }'::jsonb || (document -> 'payment'))
 where document ? 'payment';
