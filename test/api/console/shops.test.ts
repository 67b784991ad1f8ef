import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Shop } from '../../../api/schemas/shop.ts';
import { openApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { staffWindow } from '../support/staff-window.ts';
import type { StaffWindow } from '../support/staff-window.ts';

let api: TestApi;
let staff: StaffWindow;
let shop: string;
let made = 0;
beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  staff = await staffWindow(api.app).signedIn('holdfast-dev');
  shop = `shop-${(made += 1)}`;
  await api.ask('PUT', `/v1/shops/${shop}`, { policy: 'default', currency: 'EUR', locale: 'en' });
});
afterAll(() => api.close());

const pageOf = (name: string) => `/console/admin/shops/${name}`;
const stored = async () => (await api.ask('GET', `/v1/shops/${shop}`)).as(Shop);
const asItIs = { policy: 'default', currency: 'EUR', locale: 'en' };

describe('a shop', () => {
  test('is listed, and shows what it is set to', async () => {
    await api.ask('PUT', `/v1/shops/${shop}`, {
      policy: 'default',
      bankAccount: { holder: '<img src=x>', account: 'DE12' },
    });
    expect((await staff.get('/console/admin/shops')).text).toContain(`href="${pageOf(shop)}"`);
    const { text } = await staff.get(pageOf(shop));
    for (const shown of ['EUR', 'the policy’s', 'as usual: sandbox', 'DE12', '&lt;img src=x&gt;'])
      expect(text).toContain(shown);
    expect(text).not.toContain('<img');
    expect((await staff.get(pageOf('nowhere'))).status).toBe(404);
  });

  test('is set otherwise once what changes was seen, and what is left empty is taken away', async () => {
    await api.ask('PUT', `/v1/shops/${shop}`, { ...asItIs, timeZone: 'Europe/Berlin' });
    await staff.open(pageOf(shop));
    const fields = {
      ...asItIs,
      locale: 'zh-CN',
      timeZone: '',
      'paymentProviders.card': 'sandbox',
      'bankAccount.holder': 'Tea Ltd',
      'bankAccount.account': 'DE34',
      experiment: '{"name":"calls"}',
    };
    const { text } = await staff.submit('save', fields);
    expect(text).toMatch(/<del>Europe\/Berlin<\/del> → <ins>the policy’s<\/ins>/);
    expect(text).toMatch(/Who collects: Card\s*<div><del>as usual: sandbox<\/del> → <ins>sandbox<\/ins>/);
    expect(text).not.toContain('>Currency<');
    expect(await stored()).toMatchObject({ timeZone: 'Europe/Berlin', locale: 'en' });
    expect((await staff.confirm()).headers['location']).toBe(`${pageOf(shop)}?said=shop_saved`);
    expect(await stored()).toEqual({
      id: shop,
      version: 3,
      policy: 'default',
      currency: 'EUR',
      locale: 'zh-CN',
      paymentProviders: { card: 'sandbox' },
      bankAccount: { holder: 'Tea Ltd', account: 'DE34' },
      experiment: { name: 'calls' },
    });
    await staff.open(pageOf(shop));
    await staff.submit('save', asItIs);
    await staff.confirm();
    expect(await stored()).toEqual({ id: shop, version: 4, ...asItIs });
  });

  test.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ currency: 'gold' }, 'currency'],
    [{ 'paymentProviders.card': 'nobody' }, 'paymentProviders.card'],
    [{ 'bankAccount.holder': 'Tea Ltd' }, 'bankAccount.account'],
    [{ experiment: '{' }, 'experiment'],
    [{ experiment: '[]' }, 'experiment'],
    [{ policy: 'nowhere' }, 'policy'],
  ])(
    'set to what can’t be (%o) says so beside the field, and keeps what was entered',
    async (wrong, field) => {
      await staff.open(pageOf(shop));
      const asked = await staff.submit('save', { ...asItIs, ...wrong, locale: 'fr-CA' });
      const { status, text } = asked.status === 422 ? asked : await staff.confirm();
      expect(status).toBe(422);
      expect(text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
      expect(text).toMatch(/name="locale"[^>]*value="fr-CA"/);
      expect((await stored()).locale).toBe('en');
    },
  );

  test('that somebody else has set otherwise meanwhile is not saved over; what was entered is kept', async () => {
    await staff.open(pageOf(shop));
    await api.ask('PUT', `/v1/shops/${shop}`, { ...asItIs, timeZone: 'Europe/Berlin' });
    const early = await staff.submit('save', { ...asItIs, locale: 'fr' });
    expect([early.status, early.text.includes('It was changed after you opened it')]).toEqual([412, true]);
    expect(early.text).toMatch(/name="locale"[^>]*value="fr"/);
    expect((await staff.submit('save', { ...asItIs, locale: 'fr' })).text).toContain('Europe/Berlin</del>');
    await api.ask('PUT', `/v1/shops/${shop}`, { ...asItIs, currency: 'CNY' });
    expect((await staff.confirm()).status).toBe(412);
    expect(await stored()).toMatchObject({ timeZone: 'Europe/Berlin', currency: 'CNY', locale: 'en' });
  });

  test('is made anew by its name, and never over one there is', async () => {
    await staff.open('/console/admin/shops');
    const answer = await staff.submit('make', { name: `${shop}-new` });
    expect(answer.headers['location']).toBe(`${pageOf(`${shop}-new`)}?said=shop_made`);
    await staff.open('/console/admin/shops');
    expect((await staff.submit('make', { name: shop })).text).toContain('is a shop there is');
    expect((await stored()).currency).toBe('EUR');
  });

  test('is for admins; a key of one shop sets that one', async () => {
    const other = await staffWindow(api.app).signedIn(await api.keyWith(['orders', 'payments', 'staff']));
    expect((await other.get(pageOf(shop))).status).toBe(403);
    const forced = { ...asItIs, locale: 'de', confirmed: 'yes' };
    expect((await other.post(`${pageOf(shop)}/save`, forced)).status).toBe(403);
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const nextDoor = await staffWindow(api.app).signedIn(await api.keyWith(['admin'], 'next-door'));
    expect((await nextDoor.get('/console/admin/shops')).text).not.toContain(pageOf(shop));
    expect((await nextDoor.get(pageOf(shop))).status).toBe(404);
    expect((await nextDoor.post(`${pageOf(shop)}/save`, forced)).status).toBe(404);
    await nextDoor.open(pageOf('next-door'));
    await nextDoor.submit('save', { ...asItIs, locale: 'de' });
    expect((await nextDoor.confirm()).status).toBe(303);
    expect((await stored()).locale).toBe('en');
  });
});
