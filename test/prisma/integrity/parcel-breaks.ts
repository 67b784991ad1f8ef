import type { Break } from './break.ts';

export const parcelBreaks: readonly Break[] = [
  [
    'parcel_updates_are_applied',
    'an update that nobody read',
    'followed',
    [
      `insert into parcel_updates (provider, event_id, order_id, tracking_number, state, occurred_at, received_at)
         values ('sandbox', 'waits', ':id', 'SF-1', 'in_transit', timestamptz '2026-11-22T03:50:00Z', timestamptz '2026-11-22T03:50:00Z')`,
    ],
  ],
  [
    'parcel_updates_count_once',
    'an update applied twice',
    'followed',
    [
      `insert into journal (order_id, at, kind, reason, actor, facts)
         select order_id, at, kind, reason, actor, facts from journal where order_id = ':id' and kind = 'parcel_update'`,
    ],
  ],
  [
    'parcel_updates_count_once',
    'an update applied that nobody wrote down',
    'followed',
    [`delete from journal where order_id = ':id' and kind = 'parcel_update'`],
  ],
  [
    'parcels_have_left',
    'a parcel of an order that has not left',
    'paid',
    [`update orders set parcel = '{ "state": "in_transit" }' where id = ':id'`],
  ],
  [
    'parcels_have_left',
    'a parcel that has arrived and an order that waits for it',
    'followed',
    [`update orders set parcel = jsonb_set(parcel, '{state}', '"delivered"') where id = ':id'`],
  ],
  [
    'carriers_are_asked',
    'updates that are wanted and that nobody asks for',
    'followed',
    [`update orders set parcel_following = 'asked' where id = ':id'`],
  ],
  [
    'carriers_are_asked',
    'a carrier that should have been asked an hour ago',
    'followed',
    [
      `update orders set parcel_following = 'asked', parcel_next_at = timestamptz '2026-11-22T03:00:00Z' where id = ':id'`,
    ],
  ],
  [
    'unmatched_events_are_alerted',
    'a parcel of an order nobody knows',
    'waiting',
    [
      `insert into parcel_updates (provider, event_id, order_id, tracking_number, state, occurred_at, received_at)
         values ('sandbox', 'stray', 'nobody', 'SF-1', 'in_transit', timestamptz '2026-11-22T02:50:00Z', timestamptz '2026-11-22T02:50:00Z')`,
    ],
  ],
];
