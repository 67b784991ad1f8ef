-- A stored answer may say what is personal: a buyer's name, words about him. Who or what its address names (a customer, an appeal, a review, a
-- call) is kept with it, so that it can be erased with him. Answers stored before are forgotten after their seven days.
alter table idempotency_keys add column subject text;
create index idempotency_keys_subject on idempotency_keys (subject) where subject is not null;
