import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
  staff = await staffWindow(api.app).signedIn('holdfast-dev');
});
afterAll(() => api.close());

const keysNamed = (name: string) =>
  api.shop.database.client.apiKey.count({ where: { name, revokedAt: null } });
const secretIn = (text: string) => /hf_[\w-]{20,}/.exec(text)?.[0];

describe('an API key', () => {
  test('is made once however often that is sent, and shown in that answer only', async () => {
    const name = `<img src=x>${randomUUID()}`;
    const { text: page } = await staff.open('/console/admin');
    const fields = {
      key: /name="key" value="([^"]+\.create)"/.exec(page)?.[1] ?? '',
      name,
      'scope-staff': 'yes',
    };
    const first = await staff.post('/console/admin/create', fields);
    const again = await staff.post('/console/admin/create', fields);
    const secret = secretIn(first.text) ?? '';
    expect(secretIn(again.text)).toBe(secret);
    expect(await keysNamed(name)).toBe(1);
    expect((await api.ask('GET', '/v1/orders', undefined, { key: secret })).status).toBe(200);
    expect((await api.ask('GET', '/v1/api-keys', undefined, { key: secret })).status).toBe(403);
    const later = await staff.get('/console/admin');
    expect(secretIn(later.text)).toBeUndefined();
    expect([later.text.includes('&lt;img src=x&gt;'), later.text.includes('<img')]).toEqual([true, false]);
  });

  test.each([
    [{ name: '', 'scope-staff': 'yes' }, 'name'],
    [{ name: 'none' }, 'scope-orders'],
    [{ name: 'elsewhere', 'scope-staff': 'yes', shop: 'nowhere' }, 'shop'],
  ])('that can’t be made (%o) says so beside the field', async (fields, field) => {
    await staff.open('/console/admin');
    const { status, text } = await staff.submit('create', fields);
    expect(status).toBe(422);
    expect(text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    expect(secretIn(text)).toBeUndefined();
  });

  test('is revoked once that was confirmed', async () => {
    const name = randomUUID();
    const { body } = await api.ask('POST', '/v1/api-keys', { name, scopes: ['staff'] });
    const { id } = Object(body);
    await staff.open('/console/admin');
    const asked = await staff.post('/console/admin/revoke', { id });
    expect([asked.text.includes('Revoke this key?'), asked.text.includes(name)]).toEqual([true, true]);
    expect(await keysNamed(name)).toBe(1);
    const done = await staff.post('/console/admin/revoke', { id, confirmed: 'yes' });
    expect(done.headers['location']).toBe('/console/admin?said=key_revoked');
    expect(await keysNamed(name)).toBe(0);
  });

  test('is for admins; one of a shop sees and makes those of its shop', async () => {
    const other = await staffWindow(api.app).signedIn(await api.keyWith(['orders', 'payments', 'staff']));
    expect((await other.get('/console/admin')).status).toBe(403);
    expect((await other.post('/console/admin/create', { name: 'x', 'scope-admin': 'yes' })).status).toBe(403);
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const nextDoor = await staffWindow(api.app).signedIn(await api.keyWith(['admin'], 'next-door'));
    await nextDoor.open('/console/admin');
    const refused = await nextDoor.submit('create', { name: 'for all', 'scope-admin': 'yes', shop: '' });
    expect([refused.status, await keysNamed('for all')]).toEqual([403, 0]);
  });
});
