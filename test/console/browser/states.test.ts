import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payAssets } from '../../../console/assets.ts';
import { pageHeaders } from '../../../console/page-headers.ts';
import { renderPayPage } from '../../../console/pay/pay-page.ts';
import type { PayView } from '../../../console/pay/pay-view.ts';
import { wordingLocale } from '../../../domain/messages/locale.ts';
import { aPayView, anApplication as credit, someDues } from '../pay/pay-view-of.ts';
import { expectAccessible } from './accessible.ts';
import { openBrowser } from './stage.ts';

// States that take a long story to reach, as a browser shows them; pay-page.test.ts walks through the rest.

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const both = (text: string) => ({ en: text, 'zh-CN': text });
const reasons = [both('Two instalments were paid late in the last year.')];
const someDocuments = {
  kinds: ['identity', 'income', 'address'],
  received: [{ kind: 'identity', count: 2 }],
  left: 8,
  maxBytes: 5_242_880,
};
const states: Readonly<Record<string, PayView>> = {
  'being assessed': aPayView({ state: { kind: 'processing' }, credit }),
  'declined, with offers': aPayView({
    credit: { ...credit, decision: 'declined', reasons },
    offers: [{ id: 'o1', kind: 'down_payment', title: both('Pay 20 % now'), plan: credit.plan }],
    actions: { ...aPayView().actions, offer: '/pay/t/offer' },
  }),
  'with a person, who may be sent documents': aPayView({
    state: { kind: 'processing' },
    credit: { ...credit, state: 'manual_review', progress: 0.8 },
    documents: someDocuments,
    actions: { documents: '/pay/t/documents' },
  }),
  'declined, and documents would help': aPayView({
    credit: { ...credit, decision: 'declined', reasons },
    offers: [{ id: 'o1', kind: 'documents', title: both('Send us documents'), plan: [] }],
    documents: { ...someDocuments, kinds: ['income', 'our_own_kind'], received: [] },
    actions: { ...aPayView().actions, offer: '/pay/t/offer', documents: '/pay/t/documents' },
  }),
  'paid, with a promise and rewards': aPayView({
    state: { kind: 'paid', at: '2026-11-24T04:00:00.000Z', parcel: 'left' },
    promise: { shipsOn: '2026-11-25', arrivesOn: '2026-11-28' },
    rewards: [
      { title: both('500 points'), details: [] },
      { title: both('A coupon'), details: [both('Code X7')], validUntil: '2026-12-08T04:00:00.000Z' },
    ],
  }),
  'on its way to its buyer': aPayView({
    state: { kind: 'paid', at: '2026-11-24T04:00:00.000Z', parcel: 'left' },
    promise: { shipsOn: '2026-11-25', arrivesOn: '2026-11-28' },
    shipment: {
      updates: 'subscribed',
      carrier: 'SF Express',
      trackingNumber: 'SF1234567890',
      state: 'failed_attempt',
      at: '2026-11-24T04:10:00.000Z',
      expectedOn: '2026-11-28',
    },
  }),
  'paid, with nobody to take it': aPayView({
    state: { kind: 'paid', at: '2026-11-24T04:00:00.000Z' },
    actions: { follow: '/pay/t/follow', contact: '/pay/t/contact' },
    contact: ['name'],
  }),
  'paid back in instalments': aPayView({
    state: { kind: 'paid', at: '2026-11-24T04:00:00.000Z' },
    financed: 24_700,
    amountDue: 0,
    dues: someDues,
    actions: { events: '/pay/t/events', instalment: '/pay/t/instalment' },
  }),
  superseded: aPayView({
    state: { kind: 'closed', as: 'cancelled', reason: 'superseded', continueUrl: '/pay/newer' },
  }),
  busy: aPayView({ state: { kind: 'busy' }, pausedSince: '2026-11-24T03:00:00.000Z' }),
  'of long words and large numbers': aPayView({
    lines: [
      {
        sku: 'long',
        name: 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3),
        quantity: 99_999,
        unitPrice: 99_999_999,
      },
    ],
    goods: 999_999_999_999,
    total: 999_999_999_999,
    amountDue: 999_999_999_999,
    orderNumber: 'x'.repeat(64),
  }),
};

const ADDRESS = 'http://shop.test/pay/t';

/** A window that is sent the pages of this view as a server would send them, with their headers; the stream is not there. */
async function windowOn(view: PayView): Promise<Page> {
  const page = await browser.newPage();
  await page.route('**/*', (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    const asset = Object.values(payAssets).find(({ path }) => path === pathname);
    if (asset) return route.fulfill({ contentType: asset.type, body: asset.body });
    if (pathname !== new URL(ADDRESS).pathname) return route.abort();
    const locale = wordingLocale(searchParams.get('lang') ?? '');
    const body = renderPayPage(view, { locale, formKey: 'a-key-of-this-page' });
    return route.fulfill({ headers: pageHeaders(), body });
  });
  return page;
}

test.each(Object.entries(states))('an order that is %s: everybody can use its page', async (_, view) => {
  const page = await windowOn(view);
  await page.goto(ADDRESS);
  expect(await page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius")).not.toBe(
    '0px',
  );
  await expectAccessible(page, ADDRESS);
  await page.close();
});
