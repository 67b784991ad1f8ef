import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../domain/duration.ts';
import { remindedBefore } from '../../../domain/reminders/reminded.ts';
import { instant } from './plan-table.ts';

const first = { stage: 'first', at: instant('2026-03-03 14:30') };
const base = {
  stage: 'second',
  at: instant('2026-03-03 18:30'),
  zone: 'Asia/Shanghai',
  short: false,
  sent: [first],
  ofOthersAt: [],
};

test.each([
  ['the stages of the order', {}, { remindersSent: 1, remindedToday: 1, msSinceLastReminder: 4 * HOUR }],
  [
    'nothing for a new buyer',
    { sent: [] },
    { remindersSent: 0, remindedToday: 0, msSinceLastReminder: null },
  ],
  [
    'not the other fraction of a short validity, but for the cap of the order',
    { short: true },
    { remindersSent: 1, remindedToday: 0, msSinceLastReminder: null },
  ],
  [
    'reminders of other orders, the latest for the gap',
    { short: true, ofOthersAt: [instant('2026-03-03 09:30'), instant('2026-03-03 18:00')] },
    { remindersSent: 1, remindedToday: 2, msSinceLastReminder: 30 * MINUTE },
  ],
  [
    'days of the shop, not of UTC',
    { at: instant('2026-03-04 07:00'), ofOthersAt: [instant('2026-03-04 00:30')] },
    { remindersSent: 1, remindedToday: 1, msSinceLastReminder: 6.5 * HOUR },
  ],
  [
    'what went out on a clock that is ahead, as far off as it is',
    { sent: [], ofOthersAt: [instant('2026-03-04 18:30')] },
    { remindersSent: 0, remindedToday: 0, msSinceLastReminder: 24 * HOUR },
  ],
  [
    'the stages before a last call',
    { stage: 'last_call', short: false },
    { remindersSent: 1, remindedToday: 1, msSinceLastReminder: 4 * HOUR },
  ],
])('caps and gaps count %s', (_, given, counted) => {
  expect(remindedBefore({ ...base, ...given })).toEqual(counted);
});
