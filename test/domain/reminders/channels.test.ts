import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { routeOf } from '../../../domain/reminders/channels.ts';
import type { Reach } from '../../../domain/reminders/channels.ts';
import { remindersPolicy } from './plan-table.ts';

const everywhere: Reach = { channels: ['sms', 'email', 'push', 'in_app'], call: true };
const onlyWritten: Reach = { ...everywhere, call: false };
const byDay = { amountDue: 19_900, quiet: false, short: false };
const byNight = { ...byDay, quiet: true };
const shortByNight = { ...byNight, short: true };

describe('a reminder goes out on', () => {
  test.each([
    ['the first two channels of the list', everywhere, byDay, {}, ['sms', 'email']],
    [
      'the next ones where the buyer lacks the first',
      { ...everywhere, channels: ['in_app', 'email'] },
      byDay,
      {},
      ['email', 'in_app'],
    ],
    ['the one the buyer has', { ...everywhere, channels: ['push'] }, byDay, {}, ['push']],
    ['none where the buyer has none: the sending refuses', { ...everywhere, channels: [] }, byDay, {}, []],
    ['as many as the policy says', everywhere, byDay, { channelsPerReminder: 3 }, ['sms', 'email', 'push']],
    [
      'the order of the policy',
      everywhere,
      byDay,
      { channels: ['in_app', 'push', 'sms'] },
      ['in_app', 'push'],
    ],
    ['nothing the policy does not list', everywhere, byDay, { channels: ['email'] }, ['email']],
    [
      'in-app at night when it is all there is',
      { ...everywhere, channels: ['in_app'] },
      byNight,
      {},
      ['in_app'],
    ],
    ['push and in-app in the night of a flash sale', everywhere, shortByNight, {}, ['push', 'in_app']],
    [
      'in-app in the night of a flash sale for one without push',
      { ...everywhere, channels: ['sms', 'in_app'] },
      shortByNight,
      {},
      ['in_app'],
    ],
    ['push alone where the policy says one', everywhere, shortByNight, { channelsPerReminder: 1 }, ['push']],
    [
      'the usual channels in the day of a flash sale',
      everywhere,
      { ...byDay, short: true },
      {},
      ['sms', 'email'],
    ],
  ] as const)('%s', (_, reach, facts, reminders, channels) => {
    const policy = remindersPolicy(reminders).reminders;
    expect(routeOf({ reach, ...facts }, policy)).toEqual({ kind: 'message', channels });
  });

  test.each([
    ['a message with an e-mail', onlyWritten, byNight, {}],
    ['a message without any channel', { channels: [], call: false }, byNight, {}],
    ['a call', { channels: ['in_app'], call: true }, { ...byNight, amountDue: 200_000 }, {}],
    [
      'in-app where the policy excepts nothing',
      { channels: ['in_app'], call: false },
      byNight,
      { quietHours: { except: [] } },
    ],
    [
      'a flash sale to a buyer with sms and e-mail',
      { channels: ['sms', 'email'], call: false },
      shortByNight,
      {},
    ],
    [
      'a flash sale where the policy has no quiet channel',
      everywhere,
      shortByNight,
      { shortValidity: { quietChannels: [] } },
    ],
  ] as const)('quiet hours are waited out by %s', (_, reach, facts, reminders) => {
    expect(routeOf({ reach, ...facts }, remindersPolicy(reminders).reminders)).toBeUndefined();
  });
});

describe('a call task instead of a message', () => {
  test.each([
    ['from 2,000.00 on', 200_000, everywhere, {}, 'call'],
    ['not a fen below', 199_999, everywhere, {}, 'message'],
    ['not without phone or consent', 200_000, onlyWritten, {}, 'message'],
    ['from the amount of the policy', 50_000, everywhere, { callFrom: 50_000 }, 'call'],
    ['never where the policy has none', 9_000_000, everywhere, { callFrom: null }, 'message'],
    ['also to a buyer with no channel for messages', 200_000, { channels: [], call: true }, {}, 'call'],
  ] as const)('%s', (_, amountDue, reach, reminders, kind) => {
    const route = routeOf({ reach, ...byDay, amountDue }, remindersPolicy(reminders).reminders);
    expect(route?.kind).toBe(kind);
  });

  test('names the call as its channel', () => {
    const facts = { reach: everywhere, ...byDay, amountDue: 200_000 };
    expect(routeOf(facts, defaultPolicy.reminders)).toEqual({ kind: 'call', channels: ['call'] });
  });

  test('is a message in the night of a flash sale', () => {
    const facts = { reach: everywhere, ...shortByNight, amountDue: 200_000 };
    expect(routeOf(facts, defaultPolicy.reminders)).toEqual({
      kind: 'message',
      channels: ['push', 'in_app'],
    });
  });
});
