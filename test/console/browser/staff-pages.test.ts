import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listOf } from '../../../api/cursor.ts';
import { CreditReview } from '../../../api/schemas/credit.ts';
import { CreatedWebhookEndpoint } from '../../../api/schemas/webhook-endpoint.ts';
import { frameWords } from '../../../console/staff/words/frame.ts';
import { orderActionsWords } from '../../../console/staff/words/order-actions.ts';
import { orderWords } from '../../../console/staff/words/order.ts';
import { saidWords } from '../../../console/staff/words/said.ts';
import { signInWords } from '../../../console/staff/words/sign-in.ts';
import { callTasks } from '../../../prisma/call-tasks.ts';
import { openApi } from '../../api/support/api.ts';
import type { TestApi } from '../../api/support/api.ts';
import { expectAccessible, expectNothingWrong } from './accessible.ts';
import { onDesk, onPhone, onPhoneInChinese, openBrowser, windowsOf } from './stage.ts';

// The console's pages need no engine: the API with its steps, and one browser, do for all of them.

let api: TestApi;
let browser: Browser;
let windows: ReturnType<typeof windowsOf>;
let address: string;
beforeAll(async () => {
  [api, browser] = await Promise.all([openApi(), openBrowser()]);
  windows = windowsOf(browser);
  address = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await windows.closeWindows();
  expect(windows.troubles.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await api.close();
});

const words = orderActionsWords.en;
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const unfold = (page: Page, name: string) => page.locator('summary', { hasText: name }).click();

async function signedIn(look = onDesk, more: Parameters<typeof windows.open>[1] = {}): Promise<Page> {
  const page = await windows.open(look, more);
  await page.goto(`${address}/console`);
  await press(page, signInWords[look.locale].dev.button);
  await page.getByRole('button', { name: frameWords[look.locale].signOut }).waitFor();
  return page;
}

/** An order of a long story: paid, part of it refunded, with a problem of the buyer's and a message to him. */
async function anOrderWithAStory(): Promise<string> {
  const { id } = await api.place({
    customer: {
      id: 'buyer-with-a-story',
      name: 'Wang Fang',
      phone: '+8613900001111',
      email: 'fang@example.com',
    },
  });
  await api.ask('POST', `/v1/orders/${id}/problems`, { kind: 'question', note: 'Is it dishwasher safe?' });
  await api.ask('POST', `/v1/orders/${id}/credit-application`, { product: 'instalments', term: 3 });
  await api.reportFor(id, 505);
  return id;
}

/** A call about an order, taken on by whoever signs in with the dev key. */
async function aCallTakenOn(orderId: string): Promise<string> {
  const id = randomUUID();
  const about = { orderId, customerId: 'buyer-with-a-story', shop: 'default', createdAt: api.clock.now };
  const { client } = api.shop.database;
  await callTasks(client).add({ id, stage: 'first', attempt: 1, segment: 'new', ...about });
  await api.ask('PUT', '/v1/customers/buyer-with-a-story', { consents: { call: true } });
  await api.ask('POST', `/v1/call-tasks/${id}/claim`, { by: signInWords.en.dev.person });
  return id;
}

/** An endpoint that waits to be told of an order. */
async function anEndpointToTell(): Promise<string> {
  const asked = { url: 'https://crm.example.com/holdfast/events', events: ['order.*', 'reminder.*'] };
  const { id } = (await api.ask('POST', '/v1/webhook-endpoints', asked)).as(CreatedWebhookEndpoint);
  await api.place();
  return id;
}

async function theReviewOf(orderId: string): Promise<string> {
  const reviews = await api.ask('GET', `/v1/credit-reviews?orderId=${orderId}`);
  return reviews.as(listOf(CreditReview)).data[0]?.id ?? '';
}
/** Reports have the same frame; these have a chart of each kind, and the widest table. */
const ofNumbers = [
  '/reports',
  '/reports/by-hour',
  '/reports/funnel',
  '/reports/credit',
  '/checks?check=integrity',
];
/** What a shop is set up with. */
const ofSettings = [
  '/policies',
  '/policies/default',
  '/policies/default/draft',
  '/templates',
  '/templates/reminder',
  '/admin',
  '/admin/webhooks',
  '/admin/shops',
  '/admin/shops/default',
];

/** Each language, window and light once: the colours are those of the buyers' pages, which are looked at in every way. */
const twoLooks = [onPhoneInChinese, { ...onDesk, colorScheme: 'dark' }] as const;

test('everybody can use every page, in both languages, in light and dark, on a phone and on a desk', async () => {
  const id = await anOrderWithAStory();
  await api.keyWith(['staff']);
  const page = await signedIn();
  for (const path of ['', '/orders', `/orders/${id}`, '/customers/buyer-with-a-story', ...ofNumbers])
    await expectAccessible(page, `${address}/console${path}`, twoLooks);
  const stranger = await windows.open(onDesk);
  await expectAccessible(stranger, `${address}/console/sign-in`, twoLooks);
});

test('everybody can use the pages that set a shop up', async () => {
  const endpoint = `/admin/webhooks/${await anEndpointToTell()}`;
  const page = await signedIn();
  for (const path of [...ofSettings, endpoint])
    await expectAccessible(page, `${address}/console${path}`, twoLooks);
});

test('everybody can use the lists of work, and do it', async () => {
  const id = await anOrderWithAStory();
  const page = await signedIn();
  const paths = [
    '/alerts',
    `/calls/${await aCallTakenOn(id)}`,
    '/calls?state=',
    `/credit-reviews/${await theReviewOf(id)}`,
    '/problems',
    '/refunds',
    '/standing-appeals',
    '/stock/mug',
    '/stock-check',
  ];
  for (const path of paths) await expectAccessible(page, `${address}/console${path}`, twoLooks);
});

test('without scripts staff sign in by key, are asked before an order is cancelled, and sign out', async () => {
  const { id } = await api.place();
  const key = await api.keyWith(['staff']);
  const page = await windows.open(onPhone, { javaScriptEnabled: false });
  await page.goto(`${address}/console/orders/${id}`);
  await page.getByLabel(signInWords.en.person).fill('Zhang Wei');
  await page.getByLabel(signInWords.en.key).fill(key);
  await press(page, signInWords.en.button);
  await page.getByRole('heading', { level: 1, name: orderWords.en.title(id) }).waitFor();
  await unfold(page, words.cancel.title);
  await page.getByLabel(words.cancel.words).fill('He called us');
  await press(page, words.cancel.button);
  await page.getByRole('heading', { name: words.cancel.ask }).waitFor();
  await expectFits(page);
  await press(page, words.cancel.button);
  await page.getByText(saidWords.en['cancelled'] ?? '').waitFor();
  await page.getByText('The order was cancelled: another reason.').waitFor();
  await page.getByRole('button', { name: frameWords.en.signOut }).click();
  await page.getByText(signInWords.en.why['signed_out'] ?? '').waitFor();
});

/** Without scripts axe can't look; that nothing makes the page scroll sideways can be seen all the same. */
async function expectFits(page: Page): Promise<void> {
  const box = await page.locator('main').boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(onPhone.viewport.width);
}

test('a refusal is told at the top and beside its field, and can be corrected there', async () => {
  const { id } = await api.place();
  await api.webhook({
    id: `evt-${id}`,
    type: 'payment.succeeded',
    at: api.clock.now,
    data: { orderId: id, amount: 10_000, currency: 'CNY' },
  });
  const page = await signedIn();
  await page.goto(`${address}/console/orders/${id}`);
  await unfold(page, words.refund.title);
  await page.getByLabel(words.refund.amount).fill('a lot');
  await page.locator('#refund').getByLabel(words.refund.reason).fill('damaged');
  await press(page, words.refund.button);
  await page.getByRole('alert').waitFor();
  await expectNothingWrong(page);
  const amount = page.getByLabel(words.refund.amount);
  expect(await amount.inputValue()).toBe('a lot');
  expect(await amount.getAttribute('aria-invalid')).toBe('true');
  await amount.fill('12.50');
  await press(page, words.refund.button);
  await page.getByText('CN¥12.50').waitFor();
  await expectNothingWrong(page);
  await press(page, words.refund.button);
  await page.getByText(saidWords.en['refunded'] ?? '').waitFor();
  await page.waitForURL((url) => !url.search.includes('said'));
  expect(windows.troubles.splice(0).every((trouble) => trouble.includes('422'))).toBe(true);
});

test('an open order shows what happens to it without being loaded again', async () => {
  const { id } = await api.place();
  const page = await signedIn();
  await page.goto(`${address}/console/orders/${id}`);
  await page.evaluate('window.sameDocument = true');
  await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'too_expensive', by: 'buyer' });
  await page.getByText('The order was cancelled: too expensive.').waitFor();
  expect(await page.getByText(words.cancel.title).count()).toBe(0);
  expect(await page.evaluate('window.sameDocument')).toBe(true);
});
