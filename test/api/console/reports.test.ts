import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reportNames } from '../../../console/staff/words/report-titles.ts';
import { openApi, succeeded } from '../support/api.ts';
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

describe('a report', () => {
  test.each(reportNames)('%s says where there is nothing to report', async (name) => {
    const { status, text } = await staff.get(
      `/console/reports/${name}?from=2001-01-01&to=2001-01-31&shop=default`,
    );
    expect(status).toBe(200);
    expect(text).not.toContain('NaN');
    // By the hour every hour is named, also those without orders; buyers are those of now.
    if (!['by-hour', 'rfm'].includes(name))
      expect(text).toContain('There is nothing to report of this time.');
  });

  test('draws what its table says, and what the numbers mean stands below', async () => {
    await api.webhook(succeeded(await api.place({ source: { device: 'phone' } })));
    const cancelled = await api.place({ source: { device: 'phone' } });
    await api.ask('POST', `/v1/orders/${cancelled.id}/cancel`, { reason: 'too_expensive', by: 'buyer' });
    const { text } = await staff.get('/console/reports/unpaid-rate?groupBy=device');
    expect(text).toMatch(/<svg role="img" aria-labelledby="chart-title chart-says"/);
    expect(text).toMatch(/<desc id="chart-says">\s*1 in all, from phone: 50% \(1 of 2\)/);
    expect(text).toMatch(
      /<th scope="row">phone<\/th>\s*<td data-head="Unpaid rate"\s+class="number">50% \(1 of 2\)/,
    );
    expect(text).toContain('CN¥100.00');
    expect(text).toContain('Of the orders that are paid or closed, how many were not paid.');
  });

  test('is about days of the shop’s clock, the last one to its end', async () => {
    const { id } = await api.place({ source: { device: 'clock' } });
    const groups = async (placedAt: string, days: string) => {
      await api.shop.database.client.order.update({ where: { id }, data: { placedAt } });
      return (await staff.get(`/console/reports/unpaid-rate?groupBy=device&${days}`)).text.includes(
        '>clock</th>',
      );
    };
    const november = 'from=2026-11-02&to=2026-11-03';
    expect(await groups('2026-11-01T15:59:59.999Z', november)).toBe(false);
    expect(await groups('2026-11-01T16:00:00.000Z', november)).toBe(true);
    expect(await groups('2026-11-03T15:59:59.999Z', november)).toBe(true);
    expect(await groups('2026-11-03T16:00:00.000Z', november)).toBe(false);
  });

  test.each([
    ['from=soon', 'from', 'must be a day or an instant'],
    ['from=2026-02-30', 'from', 'must be a day or an instant'],
    ['from=2026-11-20&to=2026-11-01', 'to', 'must not be before from'],
    ['to=9999-12-31', 'to', ''],
    ['groupBy=moon', 'groupBy', ''],
    ['shop=%3Cb%3E', 'shop', ''],
  ])('that can’t be read (%s) says so beside the field', async (query, field, says) => {
    const { status, text } = await staff.get(`/console/reports/unpaid-rate?${query}`);
    expect(status).toBe(200);
    expect(text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    expect(text).toContain(says);
    expect(text).not.toContain('<b>');
  });

  test('shows what came from outside as text, in the chart too', async () => {
    const landingPath = '/<img src=x onerror=alert(1)>"\'&';
    await api.webhook(succeeded(await api.place({ source: { landingPath } })));
    const { text } = await staff.get('/console/reports/unpaid-rate?groupBy=landingPath');
    expect(text).not.toContain('<img');
    expect(text.match(/&lt;img/g)?.length).toBeGreaterThan(1);
  });

  test('draws intervals for the arms of an experiment, and for what they differ', async () => {
    const place = async (arm: string, isPaid: boolean) => {
      const order = await api.place({ customer: { id: randomUUID() } });
      await api.shop.database.client.order.update({ where: { id: order.id }, data: { arm } });
      if (isPaid) await api.webhook(succeeded(order));
      else await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'other', by: 'buyer' });
    };
    for (const arm of ['control', 'late']) for (const isPaid of [true, false]) await place(arm, isPaid);
    const { text } = await staff.get('/console/reports/experiments');
    expect(text.match(/class="whisker"/g)).toHaveLength(3);
    expect(text).toContain('late against control');
    expect(text).toMatch(/50% \(9\.\d% to 90\.\d%\)/);
  });

  test('that there is not says so, and one for buyers of no shop too', async () => {
    expect((await staff.get('/console/reports/weather')).status).toBe(404);
    expect((await staff.get('/console/reports/rfm?shop=nowhere')).status).toBe(404);
  });

  test('is for staff and admins, and of a key’s own shop only', async () => {
    const paying = await staffWindow(api.app).signedIn(await api.keyWith(['orders', 'payments']));
    for (const path of ['', '/funnel']) {
      const { status, text } = await paying.get(`/console/reports${path}`);
      expect([status, text.includes('staff / admin')]).toEqual([403, true]);
    }
    expect((await paying.get('/console')).text).not.toContain('/console/reports');
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const nextDoor = await staffWindow(api.app).signedIn(await api.keyWith(['staff'], 'next-door'));
    const { text } = await nextDoor.get('/console/reports/funnel?shop=default');
    expect(text).toContain('There is nothing to report of this time.');
    expect(text).not.toContain('name="shop"');
  });
});
