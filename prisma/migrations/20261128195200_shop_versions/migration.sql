-- Rises with every change of a shop's settings, so that of two who change them at once neither is lost unseen.
alter table shops add column version integer not null default 1;
