import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CreatedWebhookEndpoint } from '../../../api/schemas/webhook-endpoint.ts';
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
afterEach(async () => {
  await api.shop.database.client.webhookEndpoint.updateMany({ data: { removedAt: new Date() } });
});
afterAll(() => api.close());

const URL = 'https://crm.example/holdfast';
const PAGE = '/console/admin/webhooks';
const secretIn = (text: string) => /whsec_[\w+/=]{20,}/.exec(text)?.[0];
const endpoints = () => api.shop.database.client.webhookEndpoint.findMany({ where: { removedAt: null } });
const deliveries = () => api.shop.database.client.webhookDelivery;

async function anEndpoint(key?: string): Promise<string> {
  const asked = { url: URL, events: ['order.placed'] };
  const more = key === undefined ? {} : { key };
  const answer = await api.ask('POST', '/v1/webhook-endpoints', asked, more);
  return answer.as(CreatedWebhookEndpoint).id;
}

describe('a webhook endpoint', () => {
  test('is made once however often that is sent, and its secret shown in that answer only', async () => {
    const { text: page } = await staff.open(PAGE);
    const fields = {
      key: /name="key" value="([^"]+\.create)"/.exec(page)?.[1] ?? '',
      url: URL,
      events: 'order.paid, reminder.*  customer.standing_changed',
    };
    const first = await staff.post(`${PAGE}/create`, fields);
    const again = await staff.post(`${PAGE}/create`, fields);
    const secret = secretIn(first.text);
    expect([typeof secret, secretIn(again.text)]).toEqual(['string', secret]);
    expect(await endpoints()).toMatchObject([
      { url: URL, events: ['order.paid', 'reminder.*', 'customer.standing_changed'] },
    ]);
    expect(secretIn((await staff.get(PAGE)).text)).toBeUndefined();
  });

  test.each([
    [{ url: 'crm', events: '*' }, 'url'],
    [{ url: URL, events: '' }, 'events'],
    [{ url: URL, events: 'order.paid, everything' }, 'events'],
  ])('that can’t be made (%o) says so beside the field', async (fields, field) => {
    await staff.open(PAGE);
    const { status, text } = await staff.submit('create', fields);
    expect(status).toBe(422);
    expect(text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    expect(await endpoints()).toEqual([]);
  });

  test('shows what it was told and answered, narrowed to how that stands', async () => {
    const id = await anEndpoint();
    const { id: orderId } = await api.place();
    const answered = { attempts: 3, lastAnswer: '503' };
    await deliveries().updateMany({ where: { endpointId: id }, data: answered });
    const { text } = await staff.get(`${PAGE}/${id}`);
    for (const shown of ['order.placed', `href="/console/orders/${orderId}"`, 'Waiting', 'HTTP 503'])
      expect(text).toContain(shown);
    const failed = await staff.get(`${PAGE}/${id}?state=failed`);
    expect([failed.text.includes('Nothing to show'), failed.text.includes(orderId)]).toEqual([true, false]);
    expect((await staff.get(`${PAGE}/${id}?state=odd`)).text).toMatch(/name="state"[^>]*aria-invalid="true"/);
  });

  test('is told one thing again, and what it has not taken once that was confirmed', async () => {
    const id = await anEndpoint();
    await api.place();
    await api.place();
    const [one] = await deliveries().findMany({ where: { endpointId: id } });
    const givenUp = { nextAt: null, failedAt: new Date() };
    await deliveries().updateMany({ where: { endpointId: id }, data: givenUp });
    await staff.open(`${PAGE}/${id}?state=failed`);
    const sent = await staff.post(`${PAGE}/${id}/send-again?state=failed`, { delivery: one?.eventId ?? '' });
    expect(sent.headers['location']).toBe(`${PAGE}/${id}?state=failed&said=webhook_sent_again`);
    const waiting = () => deliveries().count({ where: { endpointId: id, nextAt: { not: null } } });
    expect(await waiting()).toBe(1);
    expect((await staff.submit('send-missed', {})).text).toContain(URL);
    expect(await waiting()).toBe(1);
    expect((await staff.confirm()).headers['location']).toContain('said=webhooks_sent_again');
    expect(await waiting()).toBe(2);
  });

  test('is removed once that was confirmed', async () => {
    const id = await anEndpoint();
    await staff.open(`${PAGE}/${id}`);
    expect((await staff.submit('remove', {})).text).toContain('Remove this endpoint?');
    expect(await endpoints()).toHaveLength(1);
    expect((await staff.confirm()).headers['location']).toBe(`${PAGE}?said=endpoint_removed`);
    expect(await endpoints()).toEqual([]);
    expect((await staff.get(`${PAGE}/${id}`)).status).toBe(404);
  });

  test('is for admins, and not for those of another shop', async () => {
    const id = await anEndpoint();
    const other = await staffWindow(api.app).signedIn(await api.keyWith(['orders', 'payments', 'staff']));
    for (const path of [PAGE, `${PAGE}/${id}`]) expect((await other.get(path)).status).toBe(403);
    for (const form of ['remove', 'send-missed', 'send-again'])
      expect((await other.post(`${PAGE}/${id}/${form}`, { confirmed: 'yes' })).status).toBe(403);
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const nextDoor = await staffWindow(api.app).signedIn(await api.keyWith(['admin'], 'next-door'));
    expect((await nextDoor.get(PAGE)).text).not.toContain(id);
    expect((await nextDoor.post(`${PAGE}/${id}/remove`, { confirmed: 'yes' })).status).toBe(404);
    expect(await endpoints()).toHaveLength(1);
  });
});
