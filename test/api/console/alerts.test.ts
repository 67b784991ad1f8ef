import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { alertTexts } from '../../../console/staff/words/alert-texts.ts';
import { reasonText } from '../../../console/staff/words/reason-text.ts';
import { raiseAlert } from '../../../prisma/alerts-to-staff.ts';
import { openApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { staffWindow } from '../support/staff-window.ts';
import type { StaffWindow } from '../support/staff-window.ts';

let api: TestApi;
let staff: StaffWindow;
beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  await api.shop.database.client.alert.deleteMany();
  staff = await staffWindow(api.app).signedIn(await api.keyWith(['staff']));
});
afterAll(() => api.close());

const raise = (kind: string, subject: string, facts = {}) =>
  raiseAlert(api.shop.database.client, { key: randomUUID(), kind, subject, facts, at: api.clock.now });
const open = async () => Object((await api.ask('GET', '/v1/alerts?acknowledged=false')).body).data;

test('every kind of docs/operations.md is explained in both languages, and no other', async () => {
  const text = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| alert (.+?) (?:or .+? )?\|/gm)].map(([, kinds = '']) => kinds);
  const kinds = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, kind = '']) => kind));
  expect(kinds.toSorted()).toEqual(Object.keys(alertTexts).toSorted());
  for (const kind of kinds)
    for (const locale of ['en', 'zh-CN'] as const) expect(reasonText(kind, locale)).not.toBe(kind);
});

test.each([
  ['refund_failed', 'o-1', '/console/orders/o-1'],
  ['stock_drift', 'mug 1', '/console/stock/mug%201'],
  ['standing_appeal', 'b-1', '/console/customers/b-1'],
])('an alert %s says what it means and leads to what it is about', async (kind, subject, href) => {
  await raise(kind, subject);
  const { text } = await staff.get('/console/alerts');
  expect(text).toContain(`<a href="${href}">${subject}</a>`);
  expect(text).toContain(alertTexts[kind]?.means[0]);
});

test('an alert of a kind that nobody has words for is shown as it is, what came from outside as text', async () => {
  await raise('something_new', '<img src=x>', { why: '<script>' });
  await raise('constructor', 'x');
  const { text } = await staff.get('/console/alerts');
  expect(text).toContain('something_new · &lt;img src=x&gt;');
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toContain('<img');
});

test('alerts are narrowed to a kind and stay so when one is marked as seen', async () => {
  await Promise.all([raise('large_order', 'o-1'), raise('late_parcel', 'o-2')]);
  const { text } = await staff.get('/console/alerts?kind=large_order');
  expect([text.includes('>o-1</a>'), text.includes('>o-2</a>')]).toEqual([true, false]);
  const [, action = ''] = /action="([^"]+acknowledge[^"]*)"/.exec(text) ?? [];
  const id = (await open()).find(({ subject }: { subject: string }) => subject === 'o-1').id;
  const answers = [
    await staff.post(action.replaceAll('&amp;', '&'), { alert: id, key: 'once' }),
    await staff.post(action.replaceAll('&amp;', '&'), { alert: id, key: 'once' }),
  ];
  expect(answers.map(({ headers }) => headers['location'])).toEqual(
    Array.from({ length: 2 }, () => '/console/alerts?acknowledged=false&kind=large_order&said=alert_seen'),
  );
  expect(await open()).toMatchObject([{ subject: 'o-2' }]);
  expect((await staff.get('/console/alerts?acknowledged=true')).text).toContain('>o-1</a>');
});

test('an empty list says what would appear, and a kind that is none is told beside its field', async () => {
  expect((await staff.get('/console/alerts')).text).toContain(
    'One appears here when something needs a person',
  );
  const { text } = await staff.get('/console/alerts?kind=No%20kind');
  expect(text).toMatch(/name="kind"[^>]*aria-invalid="true"/);
});

test('alerts are for the scope staff', async () => {
  await raise('large_order', 'o-1');
  const other = await staffWindow(api.app).signedIn(await api.keyWith(['orders', 'payments', 'admin']));
  expect((await other.get('/console/alerts')).text).toContain('a key with the scope staff');
  const [{ id }] = await open();
  expect((await other.post('/console/alerts/acknowledge', { alert: id })).status).toBe(403);
  expect(await open()).toHaveLength(1);
});
