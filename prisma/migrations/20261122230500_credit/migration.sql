-- Pay later: applications, what bureaus report, what people decide, documents, and what becomes of an order meanwhile.
-- Instants are on the order's clock, but for when something reached us.

create table credit_applications (
  id uuid not null,
  order_id text not null,
  customer_id text not null,
  shop text not null,
  product text not null,
  term integer not null,
  -- What is to be financed, minor units.
  amount bigint not null,
  currency text not null,
  state text not null,
  state_since timestamptz(3) not null,
  applied_at timestamptz(3) not null,
  -- How often the bureau was asked in vain, and when it took the request.
  tries integer not null default 0,
  asked_at timestamptz(3),
  bureau_score integer,
  overdue_instalments integer,
  reported_at timestamptz(3),
  score integer,
  grade text,
  -- Points, reasons and what would have changed it, as the scorecard had them.
  assessment jsonb,
  requires text,
  decision text,
  decided_by text,
  decided_at timestamptz(3),
  ended_reason text,
  primary key (id),
  check (state in ('received', 'gathering', 'scoring', 'manual_review', 'approved', 'declined', 'withdrawn')),
  check (product in ('pay_later', 'instalments')),
  check (term >= 1 and amount > 0),
  check ((state in ('approved', 'declined')) = (decision is not null)),
  check (decision is null or (decision = state and decided_by is not null and decided_at is not null)),
  check ((state = 'withdrawn') = (ended_reason is not null))
);
-- One application at a time for an order.
create unique index credit_applications_undecided on credit_applications (order_id)
  where state in ('received', 'gathering', 'scoring', 'manual_review');
create index credit_applications_of_order on credit_applications (order_id, applied_at);

-- What a bureau told us. `order_id` is null for an application nobody has made.
create table credit_reports (
  provider text not null,
  event_id text not null,
  seq bigserial not null,
  application_id text not null,
  order_id text,
  score integer not null,
  overdue_instalments integer not null,
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  signalled_at timestamptz(3),
  applied_at timestamptz(3),
  outcome text,
  primary key (provider, event_id)
);
create index credit_reports_not_applied on credit_reports (order_id, seq) where applied_at is null;

-- What lies with a person.
create table credit_reviews (
  id uuid not null,
  application_id uuid not null,
  order_id text not null,
  shop text not null,
  reason text not null,
  state text not null,
  opened_at timestamptz(3) not null,
  decision text,
  -- Whether the decision counted; a late one does not.
  counted boolean,
  note text,
  decided_by text,
  decided_at timestamptz(3),
  primary key (id),
  check (state in ('open', 'decided', 'withdrawn')),
  check (state <> 'decided' or decision is not null),
  check (decision is null or (counted is not null and decided_by is not null and decided_at is not null))
);
create unique index credit_reviews_open on credit_reviews (application_id) where state = 'open';
create index credit_reviews_listing on credit_reviews (opened_at, id);

-- Content and name are encrypted; a document belongs to an application once its order's workflow has taken it.
create table credit_documents (
  id uuid not null,
  request_id uuid not null,
  number integer not null,
  order_id text not null,
  customer_id text not null,
  application_id uuid,
  kind text not null,
  media_type text not null,
  bytes integer not null,
  sealed_name text not null,
  sealed_content bytea not null,
  received_at timestamptz(3) not null,
  taken_at timestamptz(3),
  accepted_at timestamptz(3),
  primary key (id),
  unique (request_id, number)
);
create index credit_documents_of_order on credit_documents (order_id);
create index credit_documents_not_taken on credit_documents (received_at) where taken_at is null;

-- What a buyer pays his instalments from; encrypted.
create table auto_debits (
  order_id text not null,
  request_id uuid not null,
  sealed_token text not null,
  at timestamptz(3) not null,
  primary key (order_id, request_id)
);

-- How outside providers did with buyers of a segment and an amount band.
create table credit_provider_records (
  segment text not null,
  band text not null,
  provider text not null,
  successes integer not null default 0,
  failures integer not null default 0,
  primary key (segment, band, provider)
);

alter table orders
  -- The newest application, and what its order says of it (domain/credit/application.ts).
  add column credit_application_id uuid,
  add column credit jsonb,
  -- Since when the deadline stands still for it, and for how long it did before (rules.md 20).
  add column credit_since timestamptz(3),
  add column credit_wait_ms bigint not null default 0,
  -- What the application waits for by itself, and when: ask_bureau or score_credit.
  add column credit_next text,
  add column credit_next_at timestamptz(3),
  -- Ways to rescue a decline that are open, and until when.
  add column offers jsonb,
  add column offers_expire_at timestamptz(3),
  -- The outside provider whose offer was taken, and the record it counts in: { provider, segment, band }.
  add column outside_provider jsonb,
  -- When the card for automatic debit was bound.
  add column auto_debit_at timestamptz(3),
  add check (credit_next is null or credit_next in ('ask_bureau', 'score_credit')),
  add check ((credit_next is null) = (credit_next_at is null)),
  add check ((offers is null) = (offers_expire_at is null));
create index orders_financed_of_customer on orders (customer_id) where financed > 0;

-- Policies are whole documents: those written before get what applications, documents and offers go by.
update policies
   set document = jsonb_set(document, '{credit}',
       '{ "expected": { "gathering": "PT1H", "scoring": "PT1M", "manualReview": "PT8H" }, "bureau": { "tries": 5, "again": "PT1M" },
          "documents": { "kinds": ["identity", "income", "address"], "maxBytes": 524288, "most": 10 }, "defaultTerm": 3,
          "offers": { "validFor": "PT24H", "similarWithin": 0.2, "mostSimilar": 3 } }'::jsonb
       || (document -> 'credit')
       || jsonb_build_object('rescue',
            '{ "outsideProviders": [
                 { "name": "evenpay", "title": "EvenPay", "minAmount": 1000, "maxAmount": 1000000, "maxTerm": 12 },
                 { "name": "stepwise", "title": "Stepwise", "minAmount": 5000, "maxAmount": 3000000, "maxTerm": 24 },
                 { "name": "laterfin", "title": "LaterFin", "minAmount": 1000, "maxAmount": 2000000, "maxTerm": 6 } ] }'::jsonb
            || coalesce(document #> '{credit,rescue}', '{}')))
 where document ? 'credit';
