-- What follows an approved credit: its plan, what is due when, how it was tried to be debited, and how it was paid. Instants are on the
-- order's clock, but for `created_at`. `orders.financed` stays what was financed; what is outstanding follows from these rows.

create table instalment_plans (
  order_id text not null,
  customer_id text not null,
  application_id uuid not null,
  currency text not null,
  -- What was financed, minor units: the sum of its instalments.
  amount bigint not null,
  agreed_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  -- When its workflow began, what that waits for next (null: for messages only), and when nothing was left to do.
  started_at timestamptz(3),
  next_at timestamptz(3),
  ended_at timestamptz(3),
  primary key (order_id),
  check (amount > 0)
);
create index instalment_plans_not_started on instalment_plans (created_at) where started_at is null;
create index instalment_plans_running on instalment_plans (next_at) where ended_at is null;

create table instalments (
  order_id text not null,
  number integer not null,
  customer_id text not null,
  amount bigint not null,
  -- Of it: what has come, and what is not owed any more because the order was refunded.
  paid bigint not null default 0,
  voided bigint not null default 0,
  -- A day of the shop's calendar, YYYY-MM-DD; the instant on it, and the one from which it is overdue.
  due_on text not null,
  due_at timestamptz(3) not null,
  overdue_at timestamptz(3) not null,
  state text not null,
  -- Debits that were declined, in all and of the card that is bound now; the last one's code and time, and whether no other try would help.
  -- `debit_at`: the next try.
  attempts integer not null default 0,
  tries integer not null default 0,
  debit_at timestamptz(3),
  failure_code text,
  failed_at timestamptz(3),
  hard boolean not null default false,
  overdue_since timestamptz(3),
  paid_at timestamptz(3),
  paid_by text,
  -- A reminder that was moved goes out then.
  remind_from timestamptz(3),
  primary key (order_id, number),
  check (number >= 1 and amount > 0 and paid >= 0 and voided >= 0 and paid + voided <= amount),
  check (state in ('planned', 'due', 'overdue', 'paid', 'void')),
  check ((state in ('paid', 'void')) = (paid + voided = amount)),
  check (state <> 'void' or paid = 0),
  check (state <> 'overdue' or overdue_since is not null),
  check (paid_by is null or paid_by in ('debit', 'link'))
);
create index instalments_of_customer on instalments (customer_id);

-- One try to debit an instalment; the id is the provider's idempotency key.
create table instalment_debits (
  id uuid not null,
  order_id text not null,
  number integer not null,
  attempt integer not null,
  provider text not null,
  -- Whose token: the request that bound it.
  token_id uuid not null,
  amount bigint not null,
  currency text not null,
  state text not null,
  -- The provider's own id of what it has taken.
  provider_id text,
  failure_code text,
  begun_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  -- When the provider was last asked and did not say.
  asked_at timestamptz(3),
  answered_at timestamptz(3),
  primary key (id),
  unique (order_id, number, attempt),
  unique (provider, provider_id),
  check (state in ('asking', 'succeeded', 'declined')),
  check ((state = 'asking') = (answered_at is null)),
  check ((state = 'succeeded') = (provider_id is not null))
);
create unique index instalment_debits_asking on instalment_debits (order_id, number) where state = 'asking';

-- Money and sessions of one instalment; null: of the order itself.
alter table payments add column instalment integer;
alter table payment_sessions add column instalment integer;

-- Who can debit it, and since when it is the order's: the newest counts.
alter table auto_debits
  add column provider text,
  add column bound_at timestamptz(3);
-- Until now any shop's card was bound, and nobody was told whose it is: the buyer pays by link, or binds it again.
update auto_debits d set bound_at = o.auto_debit_at from orders o where o.id = d.order_id and o.auto_debit_at is not null;

-- Policies are whole documents: those written before get what dues go by.
update policies
   set document = jsonb_set(jsonb_set(document, '{credit,dues}',
       '{ "debitAt": "10:00", "retries": ["P1D", "P3D", "P7D"],
          "hardCodes": ["stolen_card", "lost_card", "pickup_card", "expired_card", "invalid_account", "invalid_token", "card_not_supported",
                        "authentication_required", "revocation_of_authorization", "revocation_of_all_authorizations",
                        "payment_method_unattached"],
          "askAgain": "PT5M", "unansweredAlert": "PT6H", "overdueAfter": "P3D", "remindBefore": ["P3D"],
          "remindOverdue": ["PT0S", "P7D"], "reportedToBureau": false }'::jsonb),
       '{standing,overdueInstalment}', '3'::jsonb)
 where document ? 'credit' and document ? 'standing';

-- Credit approved before has the plan its buyer was shown.
insert into instalment_plans (order_id, customer_id, application_id, currency, amount, agreed_at)
select o.id, o.customer_id, o.credit_application_id, o.currency, o.financed, coalesce(o.paid_at, o.placed_at)
  from orders o
 where o.financed > 0 and o.status in ('paid', 'shipped', 'delivered') and o.credit_application_id is not null
   and (select sum((i ->> 'amount')::bigint) from jsonb_array_elements(o.credit -> 'plan') i) = o.financed;
insert into instalments (order_id, number, customer_id, amount, due_on, due_at, overdue_at, state)
select o.id, (i ->> 'number')::int, o.customer_id, (i ->> 'amount')::bigint, i ->> 'dueOn',
       ((i ->> 'dueOn')::date + time '10:00') at time zone z.zone, ((i ->> 'dueOn')::date + 4)::timestamp at time zone z.zone, 'planned'
  from instalment_plans n join orders o on o.id = n.order_id
  join policies p on p.name = o.policy_name and p.version = o.policy_version
  left join shops s on s.id = o.shop
  cross join lateral (select coalesce(s.time_zone, p.document #>> '{calendar,timeZone}') as zone) z
  cross join jsonb_array_elements(o.credit -> 'plan') i;
