-- Calls that a person makes instead of a reminder, and what came of them. Instants are on the order's clock.

create table call_tasks (
  id uuid not null,
  order_id text not null,
  customer_id text not null,
  shop text not null,
  stage text not null,
  attempt integer not null,
  segment text not null,
  state text not null,
  created_at timestamptz(3) not null,
  claimed_by text,
  claimed_key text,
  claim_expires_at timestamptz(3),
  outcome text,
  reason text,
  note text,
  gift text,
  done_at timestamptz(3),
  withdrawn_at timestamptz(3),
  withdrawn_reason text,
  primary key (id),
  unique (order_id, stage)
);

alter table call_tasks
  add check (state in ('open', 'claimed', 'done', 'withdrawn')),
  add check ((state = 'done') = (outcome is not null)),
  add check ((state = 'withdrawn') = (withdrawn_at is not null)),
  add check (state <> 'claimed' or (claimed_by is not null and claimed_key is not null and claim_expires_at is not null));

-- One call at a time for an order: the queue has it once.
create unique index call_tasks_unfinished on call_tasks (order_id) where state in ('open', 'claimed');
create index call_tasks_listing on call_tasks (created_at, id);
create index call_tasks_of_customer on call_tasks (customer_id);

-- Whom an order was bought for, as the buyer told it on the phone: personal data, which never enters a workflow.
create table call_contacts (
  id uuid not null,
  order_id text not null,
  name text,
  phone text,
  email text,
  locale text,
  at timestamptz(3) not null,
  primary key (id)
);
create index call_contacts_order_id on call_contacts (order_id);

-- Reminders are held until then: the buyer has said that he will pay.
alter table orders add column reminders_held_until timestamptz(3);

-- When the buyer of a closed order may be won back; null where he is not, or it is decided.
alter table orders add column win_back_at timestamptz(3);
create index orders_to_win_back on orders (win_back_at) where win_back_at is not null;

-- A message that goes to such a contact and not to the buyer.
alter table messages add column contact_id uuid;

-- Policies are whole documents: those written before get what a call and a win-back go by.
update policies
   set document = document
       || jsonb_build_object('callTasks', '{ "claimFor": "PT30M", "tries": 3, "willPayHold": "PT2H", "gift": null }'::jsonb || coalesce(document -> 'callTasks', '{}'))
       || jsonb_build_object('winBack', '{ "againUrl": null }'::jsonb || coalesce(document -> 'winBack', '{}'));

-- What a buyer has not wanted, and when he was last won back.
create index orders_cancelled_by_buyer on orders (customer_id) where closed_reason = 'cancelled_by_buyer';
create index reminders_won_back on reminders (order_id, decided_at) where stage = 'win_back' and outcome = 'sent';
