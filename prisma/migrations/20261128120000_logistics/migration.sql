-- Where a parcel is: what a buyer asked to be told, what carriers tell, and what it comes to. product.md section 8.
-- Instants of orders are on the order's clock.

-- What a carrier told us, as it was told. There may be no order of that id: then it waits for one, and staff are told (rules.md 12).
create table parcel_updates (
  provider text not null,
  event_id text not null,
  seq bigserial not null,
  order_id text not null,
  tracking_number text not null,
  state text not null,
  -- Day of the calendar of where it goes, YYYY-MM-DD.
  expected_on text,
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  signalled_at timestamptz(3),
  applied_at timestamptz(3),
  -- taken, or why it changed nothing.
  outcome text,
  primary key (provider, event_id),
  check (state in ('picked_up', 'in_transit', 'out_for_delivery', 'failed_attempt', 'delivered', 'returned')),
  check ((applied_at is null) = (outcome is null))
);
create index parcel_updates_not_applied on parcel_updates (order_id, seq) where applied_at is null;
create index parcel_updates_of_order on parcel_updates (order_id);

alter table orders
  -- Whether updates were asked for and what came of it (domain/parcel/following.ts); null: nobody asked.
  add column parcel_following text,
  -- How often they were asked for anew, and how often the carrier was asked in vain since.
  add column parcel_asks integer not null default 0,
  add column parcel_tries integer not null default 0,
  -- When the carrier is asked (again); null where it is not to be.
  add column parcel_next_at timestamptz(3),
  -- What the newest update comes to (domain/parcel/parcel.ts).
  add column parcel jsonb,
  add check (parcel_following in ('asked', 'subscribed', 'refused', 'unreachable')),
  add check (parcel_next_at is null or parcel_following = 'asked');

-- Policies are whole documents: those written before get how often a carrier is asked.
update policies set document = document || '{ "logistics": { "tries": 24, "again": "PT30M" } }'::jsonb
 where not document ? 'logistics';
