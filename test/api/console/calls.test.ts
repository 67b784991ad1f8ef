import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../../domain/duration.ts';
import { openApi } from '../support/api.ts';
import type { PlacedOrder, TestApi } from '../support/api.ts';
import { callAbout } from '../support/call-about.ts';
import { staffWindow } from '../support/staff-window.ts';
import type { StaffWindow } from '../support/staff-window.ts';

let api: TestApi;
let staff: StaffWindow;
beforeAll(async () => {
  api = await openApi();
});
beforeEach(async () => {
  await api.shop.policy({});
  staff = await staffWindow(api.app).signedIn(await api.keyWith(['staff']));
});
afterAll(() => api.close());

/** An order and the call that is to be made about it. */
async function called(name = 'Ann'): Promise<{ order: PlacedOrder; id: string; path: string }> {
  const customer = { id: `buyer-${randomUUID()}`, name, phone: '138 0013 8000', consents: { call: true } };
  const order = await api.place({ customer });
  const id = await callAbout(api, order);
  return { order, id, path: `/console/calls/${id}` };
}

const taskOf = async (id: string) => (await api.ask('GET', `/v1/call-tasks/${id}`)).body;

async function claimed() {
  const task = await called();
  await staff.open(task.path);
  expect((await staff.submit('claim', {})).headers['location']).toBe(`${task.path}?said=call_claimed`);
  await staff.open(task.path);
  return task;
}

describe('the list of calls', () => {
  test('has those that wait, and others when they are asked for', async () => {
    const { id, order } = await called();
    const link = `href="/console/calls/${id}"`;
    expect((await staff.get('/console/calls')).text).toContain(link);
    await api.ask('POST', `/v1/call-tasks/${id}/claim`, { by: 'Ann' });
    expect((await staff.get('/console/calls')).text).not.toContain(link);
    expect((await staff.get(`/console/calls?state=&orderId=${order.id}`)).text).toContain(link);
    expect((await staff.get(`/console/calls?state=done&orderId=${order.id}`)).text).toContain(
      'No call is like that.',
    );
  });

  test('says beside the field what can’t be read', async () => {
    const { text } = await staff.get('/console/calls?orderId=a%2Fb');
    expect(text).toMatch(/name="orderId"[^>]*aria-invalid="true"/);
  });
});

describe('a call', () => {
  test('is taken on by the person who is signed in, and only then asks what came of it', async () => {
    const { id, path } = await called();
    const before = await staff.open(path);
    expect([before.text.includes('id="claim"'), before.text.includes('id="will_pay"')]).toEqual([
      true,
      false,
    ]);
    await staff.submit('claim', {});
    expect(await taskOf(id)).toMatchObject({ state: 'claimed', claimedBy: 'Zhang Wei' });
    const after = await staff.get(path);
    expect(after.text).toContain('href="tel:+8613800138000"');
    expect(after.text).toContain('id="will_pay"');
  });

  test('that two take on at once goes to one; the other is told in words that somebody has it', async () => {
    const { path } = await called();
    const colleague = await staffWindow(api.app).signedIn(await api.keyWith(['staff']));
    await Promise.all([staff.open(path), colleague.open(path)]);
    const answers = await Promise.all([staff.submit('claim', {}), colleague.submit('claim', {})]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const refused = answers.find(({ status }) => status === 409)?.text;
    expect(refused).toContain('Somebody else makes this call just now');
    expect(refused).not.toContain('already_claimed');
  });

  test('that somebody of another name has taken on is his', async () => {
    const { id, path } = await called();
    await api.ask('POST', `/v1/call-tasks/${id}/claim`, { by: 'Li Na' });
    const { text } = await staff.get(path);
    expect(text).toContain('Li Na makes this call. It is free again after');
    expect(text).not.toContain('id="will_pay"');
    expect((await staff.post(`${path}/will_pay`, {})).status).toBe(409);
  });

  test('is free again when its time is over', async () => {
    const { path } = await called();
    await staff.open(path);
    await staff.submit('claim', {});
    api.clock.move(31 * MINUTE);
    expect((await staff.get(path)).text).toContain('id="claim"');
  });

  test.each([
    ['will_pay', {}, 'Reminders stand still'],
    ['no_answer', {}, 'The next reminder is planned'],
    ['does_not_remember', { note: 'asks which mug' }, 'asks which mug'],
    ['for_somebody_else', { 'contact.name': 'Mother', 'contact.phone': '+8613911112222' }, 'The link to pay'],
    ['payment_trouble', {}, 'has more time'],
    ['wants_to_change', {}, 'can change his order'],
  ])('tells with %s what it leads to, and afterwards what it led to', async (outcome, fields, told) => {
    const { id, path } = await claimed();
    const answer = await staff.submit(outcome, fields);
    expect(answer.headers['location']).toBe(`${path}?said=call_made`);
    expect(await taskOf(id)).toMatchObject({ state: 'done', outcome });
    expect((await staff.get(path)).text).toContain(told);
  });

  test('with an outcome sent twice is made once', async () => {
    const { order } = await claimed();
    await staff.submit('payment_trouble', {});
    expect((await staff.submit('payment_trouble', {})).status).toBe(303);
    const { journal } = Object((await api.ask('GET', `/v1/orders/${order.id}?include=journal`)).body);
    expect(journal.filter(({ kind }: { kind: string }) => kind === 'call_outcome')).toHaveLength(1);
  });

  test.each([
    ['nobody to reach', {}, 'must have a phone number or an e-mail address', 'contact.phone'],
    ['a number that is none', { 'contact.phone': 'call me' }, 'must be a phone number', 'contact.phone'],
    ['an address that is none', { 'contact.email': 'x' }, 'Invalid email', 'contact.email'],
  ])('for somebody else with %s says so beside the field', async (_, fields, message, field) => {
    await claimed();
    const { status, text } = await staff.submit('for_somebody_else', { note: 'for her mother', ...fields });
    expect(status).toBe(422);
    expect(text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    expect(text).toContain(message);
    expect(text).toContain('for her mother');
  });

  test('about an order that is not wanted asks before it is cancelled', async () => {
    const { path, order } = await claimed();
    const asked = await staff.submit('not_wanted', { reason: 'too_expensive', note: 'found it for less' });
    expect([asked.text.includes('its stock goes back'), asked.text.includes('found it for less')]).toEqual([
      true,
      true,
    ]);
    expect((await api.shop.order(order.id)).status).toBe('awaiting_payment');
    expect((await staff.confirm()).headers['location']).toBe(`${path}?said=call_made`);
    expect((await api.shop.order(order.id)).status).toBe('cancelled');
  });

  test('with a gift keeps the order; where the policy has none it says so', async () => {
    const { order } = await claimed();
    const asked = await staff.submit('not_wanted', { reason: 'too_expensive', gift: 'yes' });
    expect(asked.text).toContain('The order stays');
    const none = await staff.confirm();
    expect([none.status, none.text.includes('id="not_wanted"')]).toEqual([409, true]);
    expect((await api.shop.order(order.id)).status).toBe('awaiting_payment');
  });

  test('that is over says so, and has nothing to send', async () => {
    const { path, order } = await claimed();
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'buyer' });
    const { text } = await staff.get(path);
    expect(text).toContain('Nobody has to be called any more');
    expect(text).not.toMatch(/id="(claim|will_pay)"/);
    const late = await staff.post(`${path}/will_pay`, {});
    expect([late.status, late.text.includes('does not await payment any more')]).toEqual([409, true]);
  });

  test('shows what came from outside as text', async () => {
    const { path } = await called('<img src=x onerror=alert(1)>');
    const { text } = await staff.get(path);
    expect([text.includes('<img'), text.includes('&lt;img')]).toEqual([false, true]);
  });
});

describe('a key', () => {
  test('without the scope is told which it needs, and can take nothing on', async () => {
    const { id, path } = await called();
    const other = await staffWindow(api.app).signedIn(await api.keyWith(['orders', 'payments', 'admin']));
    for (const address of ['/console/calls', path])
      expect((await other.get(address)).text).toContain('a key with the scope staff');
    expect((await other.post(`${path}/claim`, {})).status).toBe(403);
    expect(await taskOf(id)).toMatchObject({ state: 'open' });
  });

  test('of another shop has no such call', async () => {
    const { path } = await called();
    await api.ask('PUT', '/v1/shops/next-door', { policy: 'default' });
    const foreign = await staffWindow(api.app).signedIn(await api.keyWith(['staff'], 'next-door'));
    expect((await foreign.get(path)).status).toBe(404);
    expect((await foreign.post(`${path}/claim`, {})).status).toBe(404);
  });
});
