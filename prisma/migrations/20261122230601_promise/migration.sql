-- When an order ships and arrives, as it was promised, and until when that is watched. product.md section 8.
alter table orders
  -- Days of the shop's calendar, YYYY-MM-DD.
  add column promise_ships_on text,
  add column promise_arrives_on text,
  -- The end of these days; null once it is done, or staff were told that it is not.
  add column ship_by timestamptz(3),
  add column arrive_by timestamptz(3),
  add check ((promise_ships_on is null) = (promise_arrives_on is null));
