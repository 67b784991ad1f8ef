import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApi, succeeded } from './support/api.ts';
import type { TestApi } from './support/api.ts';
import { PAGE_KEY, buyersPage } from './support/buyers-page.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const page = buyersPage(() => api);
const pathOf = (id: string, audience?: 'buyer' | 'friend') => page.pathOf({ id }, audience);
const open = async (path: string) => (await page.open(`${path}?lang=en`)).text.replaceAll(/\s+/g, ' ');
const submit = async (path: string, fields: Record<string, string>) => {
  const answer = await page.submit(path, { key: PAGE_KEY, revision: 1, ...fields });
  return String(answer.headers['location']);
};
const paid = async (order: Record<string, unknown> = {}): Promise<string> => {
  const { id } = await api.place(order);
  await api.webhook(succeeded({ id }));
  return id;
};
const ship = (id: string) =>
  api.ask('POST', `/v1/orders/${id}/ship`, { carrier: 'SF Express', trackingNumber: 'SF-1' });
const rowOf = (id: string) => api.shop.database.client.order.findUniqueOrThrow({ where: { id } });
const contactOf = async (id: string) => (await rowOf(id)).contact;
const contact = { name: 'Wang Fang', phone: '13900001111', address: 'Nanjing Road 1' };

describe('the page of a paid order', () => {
  test('follows the parcel with one button, which is there until it is pressed', async () => {
    const id = await paid();
    expect(await open(pathOf(id))).toContain('Follow my parcel');
    expect(await submit(`${pathOf(id)}/follow`, {})).toBe(`${pathOf(id)}?notice=parcel_followed`);
    const text = await open(pathOf(id));
    expect(text).toContain('Where it is will be shown here as soon as it is on its way');
    expect(text).not.toContain('Follow my parcel');
    expect((await rowOf(id)).parcelFollowing).toBe('asked');
  });

  test('shows where the parcel is, and that it has arrived', async () => {
    const id = await paid();
    await submit(`${pathOf(id)}/follow`, {});
    await ship(id);
    await api.parcel({ orderId: id, state: 'in_transit', expectedOn: '2026-11-26' });
    const onItsWay = await open(pathOf(id));
    for (const part of ['On its way', 'expects it to arrive on 26 Nov', 'SF Express · SF-1'])
      expect(onItsWay).toContain(part);
    await api.parcel({ orderId: id, state: 'delivered' });
    const arrived = await open(pathOf(id));
    for (const part of ['Delivered', 'The goods have arrived.']) expect(arrived).toContain(part);
    expect(arrived).not.toMatch(/on their way|expects it to arrive|Ships on/);
  });

  test('tells a friend nothing of it, and lets him do nothing', async () => {
    const id = await paid({ shipping: { contact } });
    const friend = pathOf(id, 'friend');
    expect(await submit(`${friend}/follow`, {})).toContain('notice=buyer_only');
    expect(await submit(`${friend}/contact`, { name: 'Somebody else' })).toContain('notice=buyer_only');
    await ship(id);
    expect(await open(friend)).not.toMatch(/SF-1|Your parcel|takes the parcel/);
    expect(await contactOf(id)).toEqual(contact);
  });

  test.each([
    ['that is not paid', async () => (await api.place()).id, 'not_followable'],
    [
      'that left without a number',
      async () => {
        const id = await paid();
        await api.ask('POST', `/v1/orders/${id}/ship`, {});
        return id;
      },
      'not_followable',
    ],
  ])('of an order %s has no such button, and says why it was not done', async (_, begin, notice) => {
    const id = await begin();
    expect(await open(pathOf(id))).not.toContain('Follow my parcel');
    expect(await submit(`${pathOf(id)}/follow`, {})).toContain(`notice=${notice}`);
  });
});

describe('who takes the parcel, and where', () => {
  test('is entered on the page and is nowhere but in the order’s row; the page shows which parts are known', async () => {
    const id = await paid();
    expect(await open(pathOf(id))).toContain('Tell us who takes the parcel');
    const { address, ...rest } = contact;
    expect(await submit(`${pathOf(id)}/contact`, { ...rest, address: '' })).toContain('contact_saved');
    expect(await open(pathOf(id))).toContain('We have: Name, Phone number.');
    expect(await submit(`${pathOf(id)}/contact`, { name: '', phone: '', address: ` ${address} ` })).toContain(
      'contact_saved',
    );
    expect(await contactOf(id)).toEqual(contact);
    const page = await open(pathOf(id));
    expect(page).toContain('We have: Name, Phone number, Address.');
    const { text } = await api.ask('GET', `/v1/orders/${id}?include=journal`);
    for (const personal of Object.values(contact)) {
      expect(page).not.toContain(personal);
      expect(text).not.toContain(personal);
    }
    expect(text).toContain('contact_changed');
  });

  test('sent twice is changed once', async () => {
    const id = await paid();
    for (let time = 0; time < 2; time += 1) await submit(`${pathOf(id)}/contact`, contact);
    const where = { orderId: id, kind: 'contact_changed' };
    expect(await api.shop.database.client.journalEntry.count({ where })).toBe(1);
  });

  test.each([
    ['nothing', {}],
    ['a phone number that is none', { ...contact, phone: 'call me' }],
    ['an address that is too long', { ...contact, address: 'x'.repeat(1_001) }],
  ])('is not changed by %s', async (_, fields) => {
    const id = await paid();
    expect(await submit(`${pathOf(id)}/contact`, fields)).toContain('notice=contact_unclear');
    expect(await contactOf(id)).toBeNull();
  });

  test('can be changed before the order is paid, and not once the parcel has left', async () => {
    const { id } = await api.place();
    expect(await open(pathOf(id))).toContain('Who takes the parcel, and where');
    expect(await submit(`${pathOf(id)}/contact`, { name: 'Li' })).toContain('contact_saved');
    await api.webhook(succeeded({ id }));
    await ship(id);
    expect(await open(pathOf(id))).not.toContain('Who takes the parcel');
    expect(await submit(`${pathOf(id)}/contact`, { name: 'Wang' })).toContain('notice=already_shipped');
    expect(await open(pathOf(id))).toContain('SF-1');
    expect(await contactOf(id)).toEqual({ name: 'Li' });
  });

  test('is erased with the buyer, and can not be entered again', async () => {
    const id = await paid({ shipping: { contact } });
    const { customerId } = await api.shop.order(id);
    expect((await api.ask('DELETE', `/v1/customers/${customerId}`)).status).toBe(204);
    expect(await contactOf(id)).toBeNull();
    expect(await submit(`${pathOf(id)}/contact`, contact)).toContain('notice=not_open');
    expect(await contactOf(id)).toBeNull();
  });
});
