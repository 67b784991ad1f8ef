-- Channels: what became of a message, where nobody can be reached any more, how fast a channel may send, short links, and a shop's own words.

alter table messages
  -- A buyer's inbox in the order in which it filled; written under the buyer's lock, so that a reader who remembers a number misses nothing.
  add column seq bigserial not null,
  -- Parts an SMS is billed in.
  add column parts integer,
  -- The shop's template it was worded with, `<name>@<version>`; null for the built-in words.
  add column template text,
  -- It has its place in the channel's pace: `retry_at` is its turn.
  add column paced boolean not null default false,
  add column delivered_at timestamptz(3),
  add column read_at timestamptz(3);
create index messages_inbox on messages (customer_id, seq) where channel = 'in_app';

-- An address a message can never reach. It counts for as long as it is the buyer's address.
create table bad_addresses (
  customer_id text not null,
  channel text not null,
  address text not null,
  reason text not null,
  message_id text not null,
  at timestamptz(3) not null,
  primary key (customer_id, channel)
);

-- A browser that a buyer allowed to show messages. `id` is a hash of the endpoint: a browser belongs to one buyer at a time.
create table push_subscriptions (
  id text not null,
  customer_id text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz(3) not null,
  primary key (id)
);
create index push_subscriptions_of_customer on push_subscriptions (customer_id);

-- When each channel may send its next message, over all workers.
create table channel_pace (
  channel text not null,
  next_at timestamptz(6) not null,
  primary key (channel)
);

-- Links of SMS: every character counts there.
create table short_links (
  code text not null,
  order_id text not null,
  page text not null,
  channel text not null,
  via text,
  created_at timestamptz(3) not null,
  primary key (code),
  check (page in ('pay', 'stop'))
);
create index short_links_of_order on short_links (order_id);

-- The first time a payment page was opened, by what led there: a message (`<purpose>/<stage>/<channel>`), `link` or `friend`.
create table link_openings (
  order_id text not null,
  via text not null,
  at timestamptz(3) not null,
  primary key (order_id, via)
);

create table templates (
  shop text not null,
  name text not null,
  version integer not null,
  document jsonb not null,
  created_at timestamptz(3) not null default now(),
  primary key (shop, name, version)
);
