import type { IntegrityRule } from './rule.ts';

/** Parcels: what carriers tell counts once, and nobody waits for what nobody asked them (product.md section 8). */
export const parcelRules: readonly IntegrityRule[] = [
  {
    rule: 'parcel_updates_are_applied',
    means: 'What a carrier told of an order we know is applied within five minutes.',
    find: `
      select u.provider || '/' || u.event_id as subject, jsonb_build_object('order', u.order_id, 'receivedAt', u.received_at) as facts
        from parcel_updates u join orders o on o.id = u.order_id cross join moment m
       where u.applied_at is null and u.received_at < m.now - interval '5 minutes'`,
  },
  {
    rule: 'parcel_updates_count_once',
    means: 'The journal tells of every update that was applied, once.',
    find: `
      select u.provider || '/' || u.event_id as subject, jsonb_build_object('order', u.order_id, 'outcome', u.outcome, 'entries', j.entries) as facts
        from parcel_updates u
        cross join lateral (select count(*) as entries from journal where order_id = u.order_id and kind = 'parcel_update'
                               and facts ->> 'update' = u.seq::text) j
       where j.entries <> case when u.applied_at is null then 0 else 1 end`,
  },
  {
    rule: 'parcels_have_left',
    means:
      'Only an order that has left is where its carrier says, and one whose parcel has arrived is delivered.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'parcel', parcel ->> 'state') as facts
        from orders where parcel is not null and status <> 'delivered' and (status <> 'shipped' or parcel ->> 'state' = 'delivered')`,
  },
  {
    rule: 'carriers_are_asked',
    means:
      'While updates on a parcel are wanted that has left, and only then, its carrier is asked, on time.',
    find: `
      select id as subject, jsonb_build_object('status', status, 'following', parcel_following, 'nextAt', parcel_next_at, 'now', order_now) as facts
        from every_order
       where (parcel_next_at is not null) <> (status = 'shipped' and parcel_following is not distinct from 'asked')
          or parcel_next_at < order_now - interval '5 minutes'`,
  },
];
