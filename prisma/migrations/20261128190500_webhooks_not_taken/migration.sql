-- What an endpoint has not taken is looked up, and sent again, by endpoint: among a week of what it has taken that is little.
create index webhook_deliveries_not_taken on webhook_deliveries (endpoint_id, id) where delivered_at is null;
