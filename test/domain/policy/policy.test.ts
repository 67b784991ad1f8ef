import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { mergePolicy, parsePolicy } from '../../../domain/policy/merge.ts';
import { PolicyDocument } from '../../../domain/policy/schema.ts';

describe('a bad policy is refused field by field', () => {
  test.each<[string, object, string]>([
    ['a slot at 25:00', { reminders: { slots: ['09:30', '25:00'] } }, 'reminders.slots.1'],
    ['a slot at 24:00', { reminders: { slots: ['24:00'] } }, 'reminders.slots.0'],
    ['a slot at 9:30', { reminders: { slots: ['9:30'] } }, 'reminders.slots.0'],
    ['a slot at 09:60', { reminders: { slots: ['09:60'] } }, 'reminders.slots.0'],
    ['a slot that is no text', { reminders: { slots: [930] } }, 'reminders.slots.0'],
    ['slots that are no list', { reminders: { slots: '09:30' } }, 'reminders.slots'],
    ['no channels', { reminders: { channels: [] } }, 'reminders.channels'],
    ['a channel twice', { reminders: { channels: ['sms', 'sms'] } }, 'reminders.channels'],
    ['an unknown channel', { reminders: { channels: ['fax'] } }, 'reminders.channels.0'],
    ['a call as a channel for messages', { reminders: { channels: ['call'] } }, 'reminders.channels.0'],
    ['no channels per reminder', { reminders: { channelsPerReminder: 0 } }, 'reminders.channelsPerReminder'],
    ['a negative gap', { reminders: { gap: '-PT4H' } }, 'reminders.gap'],
    ['a gap in words', { reminders: { gap: '4 hours' } }, 'reminders.gap'],
    ['a gap of months', { reminders: { gap: 'P1M' } }, 'reminders.gap'],
    ['an empty duration', { reminders: { gap: 'PT' } }, 'reminders.gap'],
    ['a duration past all dates', { validity: { normal: 'P99999999D' } }, 'validity.normal'],
    ['an unknown zone', { calendar: { timeZone: 'Mars/Olympus' } }, 'calendar.timeZone'],
    ['no zone', { calendar: { timeZone: '' } }, 'calendar.timeZone'],
    ['a region in words', { calendar: { region: 'China' } }, 'calendar.region'],
    [
      'a day that does not exist',
      { calendar: { extraHolidays: ['2026-02-30'] } },
      'calendar.extraHolidays.0',
    ],
    ['an unknown strategy', { reminders: { strategy: 'often' } }, 'reminders.strategy'],
    [
      'a fraction of nothing',
      { reminders: { shortValidity: { fractions: ['0/3'] } } },
      'reminders.shortValidity.fractions.0',
    ],
    [
      'a fraction of all',
      { reminders: { shortValidity: { fractions: ['3/3'] } } },
      'reminders.shortValidity.fractions.0',
    ],
    [
      'a fraction by nothing',
      { reminders: { shortValidity: { fractions: ['1/0'] } } },
      'reminders.shortValidity.fractions.0',
    ],
    [
      'a decimal fraction',
      { reminders: { shortValidity: { fractions: ['0.5'] } } },
      'reminders.shortValidity.fractions.0',
    ],
    ['half a reminder', { reminders: { maxPerOrder: 1.5 } }, 'reminders.maxPerOrder'],
    ['more reminders than anybody means', { reminders: { maxPerOrder: 51 } }, 'reminders.maxPerOrder'],
    [
      'more slots than hours',
      { reminders: { slots: Array.from({ length: 25 }, () => '12:00') } },
      'reminders.slots',
    ],
    ['an absence of no length', { standing: { providerAwayFor: '30' } }, 'standing.providerAwayFor'],
    ['less than no reminder', { reminders: { maxPerOrder: -1 } }, 'reminders.maxPerOrder'],
    ['a negative amount', { reminders: { callFrom: -1 } }, 'reminders.callFrom'],
    ['an amount past all amounts', { alerts: { largeOrder: 1_000_000_000_001 } }, 'alerts.largeOrder'],
    ['a perk of no words', { reminders: { perks: { loyal: { text: ' ' } } } }, 'reminders.perks.loyal.text'],
    [
      'an override of two things',
      { validity: { overrides: [override({ sku: 'a', tag: 'b' })] } },
      'validity.overrides.0.match',
    ],
    ['an override of nothing', { validity: { overrides: [override({})] } }, 'validity.overrides.0.match'],
    [
      'an override of an unknown channel',
      { validity: { overrides: [override({ channel: 'moon' })] } },
      'validity.overrides.0.match.channel',
    ],
    [
      'an override by another name',
      { validity: { overrides: [override({ sku: 'a', brand: 'b' })] } },
      'validity.overrides.0.match.brand',
    ],
    ['a claim of no length', { callTasks: { claimFor: 'half an hour' } }, 'callTasks.claimFor'],
    ['less than no try', { callTasks: { tries: -1 } }, 'callTasks.tries'],
    ['a gift of no words', { callTasks: { gift: { text: '' } } }, 'callTasks.gift.text'],
    ['a gift that is none', { callTasks: { gift: 'a mug' } }, 'callTasks.gift'],
    ['a link that is no address', { winBack: { againUrl: 'our shop' } }, 'winBack.againUrl'],
    ['a link that runs', { winBack: { againUrl: 'javascript:alert(1)' } }, 'winBack.againUrl'],
    ['an unknown method', { methodDue: { cheque: 'P3D' } }, 'methodDue.cheque'],
    ['an unknown kind', { payment: { methodsByKind: { gift: ['card'] } } }, 'payment.methodsByKind.gift'],
    ['a kind without methods', { payment: { methodsByKind: { flash: [] } } }, 'payment.methodsByKind.flash'],
    ['a share over one', { stock: { flashSharePerCustomer: 1.2 } }, 'stock.flashSharePerCustomer'],
    ['no validity for the watched', { standing: { watchValidity: 0 } }, 'standing.watchValidity'],
    ['an unknown field', { remindrs: {} }, 'remindrs'],
    ['an unknown field within', { reminders: { slotz: [] } }, 'reminders.slotz'],
    ['a field that is taken away', { reminders: { emphasis: null } }, 'reminders.emphasis'],
    ['a name with a space', { name: 'my policy' }, 'name'],
  ])('%s', (_, document, path) => {
    const answer = parsePolicy(document, defaultPolicy);
    expect(answer).toMatchObject({ ok: false, errors: [{ path, message: expect.stringMatching(/./) }] });
  });

  test('all of them at once', () => {
    const document = {
      reminders: { slots: ['25:00'], channels: [], gap: '-PT1H' },
      calendar: { timeZone: 'Nowhere' },
    };
    const answer = parsePolicy(document, defaultPolicy);
    const paths = answer.ok ? [] : answer.errors.map(({ path }) => path).toSorted();
    expect(paths).toEqual(['calendar.timeZone', 'reminders.channels', 'reminders.gap', 'reminders.slots.0']);
  });

  test.each([[null], [[]], ['default'], [3], [undefined]])('%j is no document', (document) => {
    expect(parsePolicy(document, defaultPolicy)).toMatchObject({ ok: false, errors: [{ path: '' }] });
  });

  test('a document can not reach into what objects have by nature', () => {
    const document: unknown = JSON.parse('{"__proto__": {"enabled": false}, "constructor": {}}');
    expect(parsePolicy(document, defaultPolicy)).toMatchObject({
      ok: false,
      errors: [{ path: '__proto__' }, { path: 'constructor' }],
    });
  });

  function override(match: object) {
    return { match, validity: 'PT1H' };
  }
});

describe('a good policy is taken', () => {
  test.each<[string, object]>([
    ['a slot in quiet hours', { reminders: { slots: ['03:00'] } }],
    ['no slots', { reminders: { slots: [] } }],
    ['midnight and the minute before it', { reminders: { slots: ['00:00', '23:59'] } }],
    [
      'durations of nothing',
      { grace: 'PT0S', reminders: { gap: 'PT0S', lastCall: 'PT0S', notBefore: 'P0D' } },
    ],
    ['durations of weeks and of all units', { reminders: { gap: 'P1W' }, grace: 'P1DT2H3M4S' }],
    ['a zone by its offset', { calendar: { timeZone: '+05:45' } }],
    ['UTC', { calendar: { timeZone: 'UTC' } }],
    ['a region with a state', { calendar: { region: 'DE-BY' } }],
    ['no call from any amount', { reminders: { callFrom: null } }],
    ['free shipping from an amount', { shipping: { freeFrom: 9900 } }],
    ['nothing excepted from quiet hours', { reminders: { quietHours: { except: [] } } }],
    [
      'an override for each thing',
      {
        validity: {
          overrides: ['sku', 'tag', 'campaign'].map((key) => ({ match: { [key]: 'x' }, validity: 'PT1H' })),
        },
      },
    ],
    [
      'an override for a channel',
      { validity: { overrides: [{ match: { channel: 'store' }, validity: 'PT1H' }] } },
    ],
    ['another slow method', { methodDue: { pay_later: 'P1D' } }],
    ['nothing at all', {}],
  ])('%s', (_, document) =>
    expect(parsePolicy(document, defaultPolicy)).toMatchObject({ ok: true, policy: document }),
  );

  test('the default has what product.md says', () => {
    expect(defaultPolicy).toMatchObject({
      validity: { normal: 'PT24H', promotion: 'PT6H', flash: 'PT30M', made_to_order: 'PT48H' },
      grace: 'PT5M',
      reminders: {
        slots: ['09:30', '14:30'],
        gap: 'PT4H',
        maxPerOrder: 3,
        maxPerCustomerPerDay: 1,
        callFrom: 200_000,
      },
    });
    expect(PolicyDocument.parse(defaultPolicy)).toEqual(defaultPolicy);
  });
});

describe('a partial document', () => {
  test('is merged by field', () => {
    const answer = parsePolicy({ reminders: { quietHours: { from: '20:00' } } }, defaultPolicy);
    const { quietHours, slots } = answer.ok ? answer.policy.reminders : {};
    expect(quietHours).toEqual({ from: '20:00', to: '09:00', except: ['in_app'] });
    expect(slots).toEqual(defaultPolicy.reminders.slots);
  });

  test('replaces lists', () => {
    expect(mergePolicy({ slots: ['09:30', '14:30'] }, { slots: ['12:00'] })).toEqual({ slots: ['12:00'] });
    expect(mergePolicy({ slots: ['09:30'] }, { slots: [] })).toEqual({ slots: [] });
  });

  test('is merged over another base than the default', () => {
    const base = { ...defaultPolicy, name: 'flash', grace: 'PT1M' };
    expect(parsePolicy({ reminders: { enabled: false } }, base)).toMatchObject({
      ok: true,
      policy: { name: 'flash', grace: 'PT1M', reminders: { enabled: false, gap: 'PT4H' } },
    });
  });

  test('leaves its base as it was', () => {
    const before = structuredClone(defaultPolicy);
    parsePolicy({ reminders: { slots: ['10:00'], perks: { loyal: { text: 'points' } } } }, defaultPolicy);
    expect(defaultPolicy).toEqual(before);
  });

  test('may leave fields undefined', () => {
    expect(parsePolicy({ grace: undefined, calendar: { region: undefined } }, defaultPolicy)).toEqual({
      ok: true,
      policy: defaultPolicy,
    });
  });
});
