-- The few orders somebody has applied for, for the reports on credit.
create index orders_applied_for on orders (placed_at) where credit_application_id is not null;
