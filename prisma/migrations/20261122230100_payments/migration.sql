-- Which provider collects what for a shop, what a buyer writes on a bank transfer, links that can be revoked, and reconciling.

alter table shops
  add column payment_providers jsonb not null default '{}',
  add column bank_account jsonb;

alter table payment_sessions add column qr_code text;

-- Links name their generation; revoking begins the next one.
alter table orders add column link_generation integer not null default 0;

create table payment_references (
  order_id text not null,
  reference text not null,
  created_at timestamptz(3) not null,
  primary key (order_id),
  unique (reference)
);

create table reconciliations (
  id uuid not null,
  repair boolean not null,
  requested_at timestamptz(3) not null,
  claimed_at timestamptz(3),
  finished_at timestamptz(3),
  report jsonb,
  primary key (id)
);
create index reconciliations_newest on reconciliations (requested_at desc);
