-- Unpaid closes of a shop by time: how its unpaid rate is compared with its usual one, once an hour.
create index orders_unpaid_of_shop on orders (shop, closed_at) where unpaid_close;

-- Policies are whole documents: those written before get what the unpaid rate is compared over.
update policies
   set document = jsonb_set(document, '{alerts}',
     '{ "unpaidRateOver": "P1D", "unpaidRateUsual": "P28D", "unpaidRateFrom": 20 }'::jsonb || (document -> 'alerts'))
 where document ? 'alerts';
