-- What a buyer got for an order, once: a list of domain/rewards' rewards, each with `revokedAt` once it was taken back. product.md section 8.
alter table orders add column rewards jsonb not null default '[]', add check (jsonb_typeof(rewards) = 'array');

-- Recency, frequency and money of a shop's buyers are read off this index alone.
create index orders_rfm on orders (shop, paid_at) include (customer_id, total, amount_refunded) where paid_at is not null;

-- Goods with a tag in common.
create index stock_tags on stock using gin (tags);

-- Policies are whole documents: those written before get what rewards go by besides.
update policies
   set document = document || jsonb_build_object('rewards',
     '{ "enabled": true, "couponTags": [], "couponFrom": 0, "spendMoreValid": "P14D", "accessories": 3, "sharePoints": 100 }'::jsonb
     || coalesce(document -> 'rewards', '{}'));
