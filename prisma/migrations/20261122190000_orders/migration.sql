-- Holdfast's tables. Amounts are minor units, instants timestamptz in UTC. The functions are in the next migration.

create table policies (
  name text not null,
  version integer not null,
  document jsonb not null,
  created_at timestamptz(3) not null default now(),
  primary key (name, version)
);

create table shops (
  id text not null,
  policy_name text not null,
  time_zone text,
  currency text not null,
  locale text not null,
  experiment jsonb,
  primary key (id)
);

create table customers (
  id text not null,
  name text,
  phone text,
  email text,
  locale text,
  consent_sms boolean not null default false,
  consent_email boolean not null default true,
  consent_push boolean not null default false,
  consent_in_app boolean not null default true,
  consent_call boolean not null default false,
  tags text[] not null default '{}',
  standing text not null default 'good',
  standing_reason text,
  standing_since timestamptz(3),
  created_at timestamptz(3) not null default now(),
  erased_at timestamptz(3),
  primary key (id)
);

create table stock (
  sku text not null,
  on_hand bigint not null,
  held bigint not null default 0,
  safety_stock bigint not null default 0,
  deduct_on text,
  kind text,
  tags text[] not null default '{}',
  price_amount bigint,
  price_currency text,
  committed_since_restock bigint not null default 0,
  version integer not null default 1,
  updated_at timestamptz(3) not null default now(),
  primary key (sku)
);

create table stock_ledger (
  id bigserial not null,
  sku text not null,
  order_id text,
  kind text not null,
  quantity bigint not null,
  revision integer,
  step text not null,
  reason text,
  at timestamptz(3) not null,
  primary key (id)
);
create index stock_ledger_sku_id on stock_ledger (sku, id);

create table orders (
  id text not null,
  workflow_id text not null,
  shop text not null,
  customer_id text not null,
  status text not null,
  revision integer not null default 1,
  version integer not null default 1,
  kind text not null,
  channel text not null,
  payment_method text not null,
  instalments integer,
  deduct_on text not null,
  hold text not null,
  currency text not null,
  lines jsonb not null,
  lines_hash text not null,
  goods bigint not null,
  discount bigint not null,
  shipping_fee bigint not null,
  total bigint not null,
  amount_paid bigint not null default 0,
  financed bigint not null default 0,
  amount_refunded bigint not null default 0,
  amount_due bigint not null,
  placed_at timestamptz(3) not null,
  deadline timestamptz(3),
  release_at timestamptz(3),
  plain_deadline timestamptz(3),
  policy_name text not null,
  policy_version integer not null,
  arm text,
  reminder_plan jsonb,
  next_reminder_at timestamptz(3),
  reminders_sent integer not null default 0,
  payment_state text not null default 'none',
  failure_code text,
  asked_at timestamptz(3),
  processing_since timestamptz(3),
  pending_alerted_at timestamptz(3),
  closing_since timestamptz(3),
  closed_reason text,
  closed_note text,
  closed_at timestamptz(3),
  paid_at timestamptz(3),
  shipped_at timestamptz(3),
  delivered_at timestamptz(3),
  carrier text,
  tracking_number text,
  watch_until timestamptz(3),
  extensions_used integer not null default 0,
  paused_since timestamptz(3),
  problem_pause_ms bigint not null default 0,
  clock_offset_ms bigint not null default 0,
  contact jsonb,
  source jsonb,
  metadata jsonb,
  possible_duplicate_of text,
  merged_into text,
  superseded_by text,
  started_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (id)
);

create table journal (
  id bigserial not null,
  order_id text not null,
  at timestamptz(3) not null,
  kind text not null,
  reason text,
  actor text not null,
  facts jsonb not null,
  primary key (id)
);
create index journal_order_id_id on journal (order_id, id);

create table payment_sessions (
  id uuid not null,
  order_id text not null,
  provider text not null,
  provider_session_id text,
  revision integer not null,
  amount bigint not null,
  currency text not null,
  method text not null,
  payer text not null,
  state text not null,
  failure_code text,
  url text,
  expires_at timestamptz(3) not null,
  asked_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (id),
  unique (provider, provider_session_id)
);
create index payment_sessions_order_id on payment_sessions (order_id);

create table payment_events (
  provider text not null,
  event_id text not null,
  seq bigserial not null,
  type text not null,
  order_id text not null,
  session_id text,
  amount bigint not null,
  currency text not null,
  method text,
  failure_code text,
  refund_key text,
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  matched boolean not null,
  signalled_at timestamptz(3),
  applied_at timestamptz(3),
  outcome text,
  primary key (provider, event_id)
);
create index payment_events_order_id on payment_events (order_id);

create table payments (
  id uuid not null,
  order_id text not null,
  provider text not null,
  reference text not null,
  amount bigint not null,
  currency text not null,
  credited bigint not null,
  refunded bigint not null default 0,
  received_at timestamptz(3) not null,
  primary key (id),
  unique (provider, reference)
);
create index payments_order_id on payments (order_id);

create table refunds (
  id uuid not null,
  key text not null,
  order_id text not null,
  payment_id uuid not null,
  amount bigint not null,
  currency text not null,
  reason text not null,
  restock boolean not null default false,
  state text not null,
  error text,
  provider_id text,
  requested_at timestamptz(3) not null,
  started_at timestamptz(3),
  refunded_at timestamptz(3),
  primary key (id),
  unique (key)
);
create index refunds_order_id on refunds (order_id);

create table reminders (
  order_id text not null,
  stage text not null,
  outcome text not null,
  reason text,
  strategy text not null,
  emphasis text,
  segment text,
  channels text[] not null default '{}',
  local_day text not null,
  due_at timestamptz(3) not null,
  decided_at timestamptz(3) not null,
  primary key (order_id, stage)
);

create table messages (
  id text not null,
  order_id text,
  customer_id text not null,
  purpose text not null,
  stage text,
  channel text not null,
  "to" text not null,
  locale text not null,
  subject text,
  body text not null,
  html text,
  state text not null,
  error text,
  reference text,
  at timestamptz(3) not null,
  claimed_at timestamptz(3),
  retry_at timestamptz(3),
  sent_at timestamptz(3),
  attempts integer not null default 0,
  primary key (id)
);
create index messages_order_id on messages (order_id);

create table problems (
  id uuid not null,
  order_id text not null,
  kind text not null,
  note text not null,
  at timestamptz(3) not null,
  resolved_at timestamptz(3),
  primary key (id)
);
create index problems_order_id on problems (order_id);

create table alerts (
  id uuid not null,
  key text not null,
  kind text not null,
  subject text not null,
  facts jsonb not null,
  at timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  primary key (id),
  unique (key)
);

create table api_keys (
  id uuid not null,
  name text not null,
  hash text not null,
  scopes text[] not null default '{}',
  shop text,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  primary key (id),
  unique (hash)
);

create table idempotency_keys (
  id uuid not null,
  api_key_id text not null,
  key text not null,
  request_hash text not null,
  state text not null,
  answer jsonb,
  created_at timestamptz(3) not null,
  primary key (id),
  unique (api_key_id, key)
);

create table heartbeats (
  name text not null,
  at timestamptz(3) not null,
  primary key (name)
);

create table request_answers (
  request_id text not null,
  order_id text not null,
  answer jsonb not null,
  at timestamptz(3) not null,
  primary key (request_id)
);

create table request_notes (
  id uuid not null,
  order_id text not null,
  note text not null,
  at timestamptz(3) not null,
  primary key (id)
);

-- What must hold whatever the code does.
alter table stock
  add check (held >= 0),
  add check (safety_stock >= 0);
alter table orders
  add check (amount_paid + financed + amount_due = total),
  add check (amount_paid >= 0 and financed >= 0 and amount_due >= 0 and amount_refunded >= 0),
  add check (status in ('awaiting_payment', 'payment_processing', 'confirmed', 'paid', 'shipped', 'delivered',
                        'rejected', 'cancelled', 'expired', 'merged')),
  add check (hold in ('none', 'held', 'released', 'committed'));
alter table payments
  add check (credited >= 0 and credited <= amount),
  add check (refunded >= 0 and refunded <= amount);
alter table refunds add check (amount > 0);
alter table stock_ledger
  add check (kind in ('hold', 'release', 'commit', 'adjust', 'restock')),
  add check (quantity >= 0 or kind = 'adjust');

-- A step of an order moves a SKU once per kind, however often it is run: the second release finds the first one's row.
create unique index stock_ledger_step on stock_ledger (order_id, sku, step, kind) where order_id is not null;

-- `order-<id>-<n>` of an order taken up again could be another order's name.
create unique index orders_workflow on orders (workflow_id);
create index orders_listing on orders (placed_at desc, id desc);
create index orders_open_of_customer on orders (customer_id, placed_at) where status in ('awaiting_payment', 'payment_processing');
create index orders_paid_of_customer on orders (customer_id, paid_at) where paid_at is not null;
create index orders_of_customer on orders (customer_id, placed_at desc);
create index orders_not_started on orders (created_at) where started_at is null and status <> 'rejected';
create index orders_to_release on orders (release_at) where status in ('awaiting_payment', 'payment_processing');
create index payment_events_not_applied on payment_events (order_id, seq) where applied_at is null;
create index refunds_not_done on refunds (requested_at) where state = 'pending';
create index messages_queued on messages (order_id) where state = 'queued';
create index messages_of_customer on messages (customer_id, at);
create index reminders_of_day on reminders (local_day) where outcome = 'sent';
create index request_answers_age on request_answers (at);
create index problems_open on problems (order_id) where resolved_at is null;
create index idempotency_keys_age on idempotency_keys (created_at);
create index alerts_open on alerts (at desc) where acknowledged_at is null;
