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
const draftOf = (policy: string) => `/console/policies/${policy}/draft`;
const openDraft = () => staff.open(draftOf(name));
const sendDraft = (document: string) => staff.submit('draft', { document }, 'save');
const tryDraft = (document: string, order = {}) => staff.submit('draft', { document, ...order });
const changed = async (changes: object) => JSON.stringify({ ...(await stored()).document, ...changes });

test('every field of the default policy has a name', () => {
  const unnamed = leavesOf(defaultPolicy).filter(
    ({ path }) => path !== 'name' && !(path in policyFieldNames),
  );
  expect(unnamed).toEqual([]);
});

describe('a policy', () => {
  test('is told in words', async () => {
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
    await openDraft();
    const asked = await sendDraft(await changed({ grace: 'PT10M' }));
    expect(asked.text).toMatch(/Grace before stock goes back[\s\S]*<del>5 min<\/del> → <ins>10 min<\/ins>/);
    expect(asked.text).not.toContain('Quiet hours');
    expect((await stored()).version).toBe(1);
    const [first, second] = [await staff.confirm(), await staff.confirm()];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(await stored()).toMatchObject({ version: 2, document: { grace: 'PT10M' } });
  });

  test('says what a field left out becomes, and where nothing changes', async () => {
    await openDraft();
    const { grace: _grace, ...document } = (await stored()).document;
    const without = await sendDraft(JSON.stringify(document));
    expect(without.text).toContain('left out: as in the policy “default”');
    await openDraft();
    expect((await sendDraft(await changed({}))).text).toContain('Nothing is different');
  });

  test('with bad fields names every one of them, and keeps what was written', async () => {
    await openDraft();
    const document = await changed({ grace: 'soon', payment: { methods: ['gold'] }, odd: '<img src=x>' });
    const { status, text } = await sendDraft(document);
    expect(status).toBe(422);
    expect(text).toContain('<code>grace</code>');
    expect(text).toContain('<code>odd</code>');
    expect(text).toMatch(/id="draft-document-error"[\s\S]*grace: must be an ISO 8601 duration/);
    expect(text).toContain('payment.methods.0');
    expect(text).toContain('&lt;img src=x&gt;');
    expect(text).not.toContain('<img');
    expect((await stored()).version).toBe(1);
  });

  test.each([['{"grace":'], ['[]'], ['']])(
    'with what is no document (%s) is refused beside the field',
    async (document) => {
      await openDraft();
      const { status, text } = await sendDraft(document);
      expect(status).toBe(422);
      expect(text).toMatch(/name="document"[^>]*aria-invalid="true"/);
    },
  );

  test('that somebody else has changed meanwhile is not saved over; the draft is kept and can be sent again', async () => {
    await openDraft();
    await api.ask('PUT', `/v1/policies/${name}`, { grace: 'PT7M' });
    const draft = await changed({ grace: 'PT9M' });
    const early = await sendDraft(draft);
    expect(early.status).toBe(412);
    expect(early.text).toContain('It was changed after you opened it');
    expect(early.text).toContain('&quot;PT9M&quot;');
    expect((await sendDraft(draft)).text).toMatch(/<del>7 min<\/del> → <ins>9 min<\/ins>/);
    await api.ask('PUT', `/v1/policies/${name}`, { grace: 'PT8M' });
    expect((await staff.confirm()).status).toBe(412);
    expect(await stored()).toMatchObject({ version: 3, document: { grace: 'PT8M' } });
  });

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
    const page = await reading.open(draftOf(name));
    expect([page.status, page.text.includes('/draft/save')]).toEqual([200, false]);
    expect((await reading.submit('draft', { document: '{}' })).status).toBe(200);
    expect((await reading.post(`${draftOf(name)}/save`, { document: '{}' })).status).toBe(403);
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const nextDoor = await staffWindow(api.app).signedIn(await api.keyWith(['admin'], 'next-door'));
    expect((await nextDoor.get(draftOf(name))).text).not.toContain('/draft/save');
    const forced = await nextDoor.post(`${draftOf(name)}/save`, {
      document: '{}',
      confirmed: 'yes',
    });
    expect(forced.status).toBe(403);
    const orders = await staffWindow(api.app).signedIn(await api.keyWith(['orders']));
    expect((await orders.get('/console/policies')).status).toBe(403);
  });
});

describe('a draft of a policy', () => {
  const order = {
    kind: 'normal',
    placedAt: '2026-11-24T10:00',
    amount: '100',
    segment: 'new',
    channel: 'store',
  };

  test('shows what it would do to an order beside what the policy does, stays in its form, and is not saved', async () => {
    await openDraft();
    const document = await changed({ validity: { ...(await stored()).document.validity, normal: 'PT48H' } });
    const { status, text } = await tryDraft(document, order);
    expect(status).toBe(200);
    expect(text).toMatch(/Version 1[\s\S]*Wed, 25 Nov, 10:00[\s\S]*The draft<[\s\S]*Thu, 26 Nov, 10:00/);
    expect(text).toContain('&quot;PT48H&quot;');
    expect(text).toMatch(/name="placedAt"[^>]*value="2026-11-24T10:00"/);
    expect((await stored()).version).toBe(1);
    expect((await sendDraft(document)).text).toContain('Save a new version');
    expect((await staff.confirm()).headers['location']).toBe(`/console/policies/${name}?said=policy_saved`);
    expect((await stored()).version).toBe(2);
  });

  test('that does the same with the order says so', async () => {
    await openDraft();
    const { text } = await tryDraft(await changed({ standing: (await stored()).document.standing }), order);
    expect(text).toContain('The draft would do the same with this order as version 1.');
  });

  test('is tried on the order its policy was tried on', async () => {
    const asked = 'kind=flash&placedAt=2026-11-24T10%3A00&amount=55&segment=loyal&channel=store';
    const { text } = await staff.get(`/console/policies/${name}?${asked}`);
    const href = /href="([^"]*\/draft[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(href).toBe(`${draftOf(name)}?${asked}`);
    expect((await staff.get(href)).text).toMatch(/name="amount"[^>]*value="55"/);
  });

  test.each([
    ['an amount that is none', {}, { amount: 'lots' }, 'amount'],
    ['a time that is none', {}, { placedAt: 'soon' }, 'placedAt'],
    ['a bad field', { grace: 'soon' }, {}, 'document'],
  ])('with %s says so beside the field, and stays in its form', async (_, changes, fields, field) => {
    await openDraft();
    const document = await changed({ ...changes, alerts: { largeOrder: 123_456 } });
    const { status, text } = await tryDraft(document, { ...order, ...fields });
    expect(status).toBe(422);
    expect(text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    expect(text).toContain('123456');
  });
});
