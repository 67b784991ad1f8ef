import { describe, expect, test } from 'vitest';
import { renderPayPage } from '../../../console/pay/pay-page.ts';
import type { ContactPart, PayView } from '../../../console/pay/pay-view.ts';
import { payWords } from '../../../console/pay/words/words.ts';
import { wordingLocales } from '../../../domain/messages/locale.ts';
import { followings } from '../../../domain/parcel/following.ts';
import { parcelStates } from '../../../domain/parcel/parcel.ts';
import { aPayView } from './pay-view-of.ts';

const paid = { state: { kind: 'paid', parcel: 'left' } } as const;
const actions = { follow: '/pay/t/follow', contact: '/pay/t/contact' };

function page(view: Partial<PayView>, locale: (typeof wordingLocales)[number] = 'en'): string {
  const html = renderPayPage(aPayView({ ...paid, actions: {}, ...view }), { locale, formKey: 'a-key' });
  return html.replaceAll(/\s+/g, ' ').replaceAll('&#39;', "'");
}

describe.each(wordingLocales)('in %s', (locale) => {
  const { parcel, contact } = payWords[locale];

  test.each(parcelStates)('a parcel that is %s says so, and since when', (state) => {
    const at = '2026-11-24T04:00:00.000Z';
    const html = page({ shipment: { updates: 'subscribed', state, at } }, locale);
    expect(html).toContain(parcel.states[state]);
    expect(html).toContain('12:00');
  });

  test.each(['none', ...followings] as const)(
    'a parcel nobody has told of, whose updates are %s, says so',
    (updates) => {
      expect(page({ shipment: { updates } }, locale)).toContain(parcel.updates[updates]);
    },
  );

  test('a button asks to follow it, and a form says who takes it', () => {
    const html = page({ actions, state: { kind: 'paid' }, contact: ['name'] }, locale);
    expect(html).toContain(`action="/pay/t/follow"`);
    expect(html).toContain(`>${parcel.follow}</button>`);
    expect(html).toContain(contact.known(contact.parts.name));
  });
});

describe('the day a parcel is expected on', () => {
  const on = { updates: 'subscribed', at: '2026-11-24T04:00:00.000Z', expectedOn: '2026-11-28' } as const;

  test('is shown while it is on its way, and not at its end', () => {
    expect(page({ shipment: { ...on, state: 'in_transit' } })).toContain('arrive on 28 Nov');
    expect(page({ shipment: { ...on, state: 'delivered' } })).not.toContain('28 Nov');
    expect(page({ shipment: { ...on, state: 'returned' } })).not.toContain('28 Nov');
  });
});

describe('who takes the parcel', () => {
  test('is asked for openly until everything is known, then folded', () => {
    const html = (contact: readonly ContactPart[]) => page({ actions, contact, state: { kind: 'paid' } });
    expect(html(['name', 'phone'])).toMatch(/id="way-contact" open ?>/);
    expect(html(['name', 'phone', 'address'])).toMatch(/id="way-contact" ?>/);
  });

  test('is one of the other options while the order is not paid', () => {
    const view = { actions: { ...aPayView().actions, ...actions }, state: { kind: 'payable' } } as const;
    expect(page(view)).toContain(payWords.en.contact.title);
  });

  test('has a label for every field', () => {
    const html = page({ actions, state: { kind: 'paid' } });
    for (const field of ['name', 'phone', 'address']) {
      expect(html).toContain(`for="contact-${field}"`);
      expect(html).toContain(`id="contact-${field}"`);
    }
  });
});

test('what carrier and number say is escaped', () => {
  const shipment = { updates: 'none', carrier: '<b>SF</b>', trackingNumber: '"1"' } as const;
  expect(page({ shipment })).toContain('&lt;b&gt;SF&lt;/b&gt; · &quot;1&quot;');
});
