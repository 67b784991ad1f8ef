import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PolicyVersion } from '../../../api/schemas/policy.ts';
import { policyFieldNames } from '../../../console/staff/words/policy-fields.ts';
import { leavesOf } from '../../../console/staff/policies/policy-leaves.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { openApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { staffWindow } from '../support/staff-window.ts';
import type { StaffWindow } from '../support/staff-window.ts';

let api: TestApi;
let staff: StaffWindow;
let name: string;
let made = 0;
beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  staff = await staffWindow(api.app).signedIn('holdfast-dev');
  name = `p-${(made += 1)}`;
  await api.ask('PUT', `/v1/policies/${name}`, {});
});
afterAll(() => api.close());

const stored = async () => (await api.ask('GET', `/v1/policies/${name}`)).as(PolicyVersion);
const changed = async (changes: object) => JSON.stringify({ ...(await stored()).document, ...changes });

test('every field of the default policy has a name', () => {
  const unnamed = leavesOf(defaultPolicy).filter(
    ({ path }) => path !== 'name' && !(path in policyFieldNames),
  );
  expect(unnamed).toEqual([]);
});

describe('a policy', () => {
  test('is told in words, with its document behind a fold', async () => {
    const { text } = await staff.get(`/console/policies/${name}`);
    expect(text).toMatch(/<dt>Grace before stock goes back<\/dt>\s*<dd>5 min<\/dd>/);
    expect(text).toContain('CN¥2,000.00');
    expect(text).toContain('Version 1');
    expect((await staff.get('/console/policies')).text).toContain(`href="/console/policies/${name}"`);
    expect((await staff.get('/console/policies/nowhere')).status).toBe(404);
  });

  test('shows what it would do to an order, and why reminders are dropped', async () => {
    const order = 'kind=flash&placedAt=2026-11-24T10:00&amount=100&segment=new&channel=store';
    const { text } = await staff.get(`/console/policies/${name}?${order}`);
    expect(text).toMatch(/Reminder: first[\s\S]*Reminder: second[\s\S]*Deadline told to the buyer/);
    expect(text).toContain('Tue, 24 Nov, 10:30 (GMT+8)');
    const loyal = await staff.get(`/console/policies/${name}?${order.replace('new', 'loyal')}`);
    expect(loyal.text).toContain('a returning buyer is reminded only with something to offer');
    const platform = await staff.get(`/console/policies/${name}?${order.replace('store', 'distribution')}`);
    expect(platform.text).toContain('never closed for not being paid');
  });

  test.each([
    ['placedAt=soon', 'placedAt'],
    ['amount=lots', 'amount'],
    ['kind=odd', 'kind'],
    ['segment=odd', 'segment'],
  ])('asked about an order that can’t be read (%s) says so beside the field', async (query, field) => {
    const { status, text } = await staff.get(`/console/policies/${name}?${query}`);
    expect(status).toBe(200);
    expect(text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    expect(text).not.toContain('id="answer"');
  });

  test('is changed once its changes were seen, once however often it is sent', async () => {
    await staff.open(`/console/policies/${name}`);
    const asked = await staff.submit('save', { document: await changed({ grace: 'PT10M' }) });
    expect(asked.text).toMatch(/Grace before stock goes back[\s\S]*<del>5 min<\/del> → <ins>10 min<\/ins>/);
    expect(asked.text).not.toContain('Quiet hours');
    expect((await stored()).version).toBe(1);
    const [first, second] = [await staff.confirm(), await staff.confirm()];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(await stored()).toMatchObject({ version: 2, document: { grace: 'PT10M' } });
  });

  test('says what a field left out becomes, and where nothing changes', async () => {
    await staff.open(`/console/policies/${name}`);
    const { grace: _grace, ...document } = (await stored()).document;
    const without = await staff.submit('save', { document: JSON.stringify(document) });
    expect(without.text).toContain('left out: as in the policy “default”');
    await staff.open(`/console/policies/${name}`);
    expect((await staff.submit('save', { document: await changed({}) })).text).toContain(
      'Nothing is different',
    );
  });

  test('with bad fields names every one of them, and keeps what was written', async () => {
    await staff.open(`/console/policies/${name}`);
    const document = await changed({ grace: 'soon', payment: { methods: ['gold'] }, odd: '<img src=x>' });
    const { status, text } = await staff.submit('save', { document });
    expect(status).toBe(422);
    expect(text).toContain('<code>grace</code>');
    expect(text).toContain('<code>odd</code>');
    expect(text).toMatch(/id="save-document-error"[\s\S]*grace: must be an ISO 8601 duration/);
    expect(text).toContain('payment.methods.0');
    expect(text).toContain('&lt;img src=x&gt;');
    expect(text).not.toContain('<img');
    expect((await stored()).version).toBe(1);
  });

  test.each([['{"grace":'], ['[]'], ['']])(
    'with what is no document (%s) is refused beside the field',
    async (document) => {
      await staff.open(`/console/policies/${name}`);
      const { status, text } = await staff.submit('save', { document });
      expect(status).toBe(422);
      expect(text).toMatch(/name="document"[^>]*aria-invalid="true"/);
    },
  );

  test('is made anew by its name, and never over one there is', async () => {
    await staff.open('/console/policies');
    expect((await staff.submit('make', { name: `${name}-new` })).headers['location']).toContain(
      'said=policy_made',
    );
    await api.ask('PUT', `/v1/policies/${name}`, { grace: 'PT1M' });
    await staff.open('/console/policies');
    expect((await staff.submit('make', { name })).text).toContain('is a policy there is');
    expect(await stored()).toMatchObject({ document: { grace: 'PT1M' } });
  });

  test('is read by staff, changed by admins, and not by keys of one shop', async () => {
    const reading = await staffWindow(api.app).signedIn(await api.keyWith(['staff']));
    const page = await reading.get(`/console/policies/${name}`);
    expect([page.status, page.text.includes('id="save"')]).toEqual([200, false]);
    expect((await reading.post(`/console/policies/${name}/save`, { document: '{}' })).status).toBe(403);
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const nextDoor = await staffWindow(api.app).signedIn(await api.keyWith(['admin'], 'next-door'));
    expect((await nextDoor.get(`/console/policies/${name}`)).text).not.toContain('id="save"');
    const forced = await nextDoor.post(`/console/policies/${name}/save`, {
      document: '{}',
      confirmed: 'yes',
    });
    expect(forced.status).toBe(403);
    const orders = await staffWindow(api.app).signedIn(await api.keyWith(['orders']));
    expect((await orders.get('/console/policies')).status).toBe(403);
  });
});
