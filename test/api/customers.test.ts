import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anOrder, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const put = (id: string, body: object) => api.ask('PUT', `/v1/customers/${id}`, body);
const get = (id: string) => api.ask('GET', `/v1/customers/${id}`);
const standing = (id: string) => api.ask('GET', `/v1/customers/${id}/standing`);

describe('a buyer', () => {
  test('is created by PUT; e-mail and in-app are allowed at first (rules.md 26)', async () => {
    expect((await put('ada', { name: 'Ada', tags: ['member'] })).body).toEqual({
      id: 'ada',
      name: 'Ada',
      consents: { sms: false, email: true, push: false, in_app: true, call: false },
      tags: ['member'],
    });
  });

  test('keeps the fields that are left out; null takes one away', async () => {
    await put('bo', {
      name: 'Bo',
      phone: '+86 138 0000 0000',
      email: 'bo@example.com',
      locale: 'en',
      consents: { sms: true },
    });
    const answer = await put('bo', { phone: null, consents: { email: false } });
    expect(answer.body).toEqual({
      id: 'bo',
      name: 'Bo',
      email: 'bo@example.com',
      locale: 'en',
      tags: [],
      consents: { sms: true, email: false, push: false, in_app: true, call: false },
    });
  });

  test('nobody knows is 404', async () => {
    expect((await get('nobody')).body).toMatchObject({ status: 404, code: 'customer_not_found' });
    expect((await standing('nobody')).status).toBe(404);
    expect((await api.ask('DELETE', '/v1/customers/nobody')).status).toBe(404);
    expect((await api.ask('POST', '/v1/customers/nobody/block', { reason: 'x' })).status).toBe(404);
  });

  test('is created by placing and kept when placing again', async () => {
    await put('cy', { name: 'Cy' });
    await api.place({ customer: { id: 'cy', name: 'Somebody Else' } });
    expect((await get('cy')).body).toMatchObject({ name: 'Cy' });
  });
});

describe('standing', () => {
  test('is good with a full score at first', async () => {
    await put('new', {});
    expect((await standing('new')).body).toEqual({ level: 'good', score: 100, reasons: [], improves: [] });
  });

  test('tells of unpaid closes and paid orders', async () => {
    const customer = { id: 'mixed' };
    const expired = await api.place({ customer });
    await api.shop.database.client.order.updateMany({
      where: { id: expired.id },
      data: {
        status: 'expired',
        unpaidClose: true,
        closedAt: api.clock.now,
        closedReason: 'deadline_passed',
      },
    });
    const paid = await api.place({ customer });
    await api.webhook({
      id: 'p1',
      type: 'payment.succeeded',
      at: api.clock.now,
      data: { orderId: paid.id, amount: 10_000, currency: 'CNY' },
    });
    const cancelled = await api.place({ customer });
    await api.ask('POST', `/v1/orders/${cancelled.id}/cancel`, { reason: 'x', by: 'buyer' });
    expect((await standing('mixed')).body).toMatchObject({
      score: 90,
      reasons: [{ code: 'unpaid_closes', text: '最近 90 天内有 1 个订单未付款。' }, { code: 'paid_orders' }],
    });
  });

  test('a blocked buyer places nothing until unblocked', async () => {
    await put('bad', {});
    const blocked = await api.ask('POST', '/v1/customers/bad/block', { reason: 'Card fraud' });
    expect(blocked.body).toMatchObject({
      level: 'blocked',
      score: 0,
      reasons: [{ code: 'set_by_staff', text: 'Card fraud', at: api.clock.now }, { code: 'level_blocked' }],
      improves: [{ code: 'appeal' }],
    });
    const refused = await api.ask('POST', '/v1/orders', { ...anOrder(), customer: { id: 'bad' } });
    expect(refused.body).toMatchObject({ status: 403, code: 'buyer_blocked' });
    const unblocked = await api.ask('POST', '/v1/customers/bad/unblock', { reason: 'A mistake' });
    expect(unblocked.body).toMatchObject({ level: 'good', score: 100 });
    expect((await api.ask('POST', '/v1/orders', { ...anOrder(), customer: { id: 'bad' } })).status).toBe(201);
  });

  test('unblocking does not improve a buyer who is not blocked (rules.md 34)', async () => {
    await put('watched', {});
    await api.shop.database.client.customer.update({ where: { id: 'watched' }, data: { standing: 'watch' } });
    const answer = await api.ask('POST', '/v1/customers/watched/unblock', { reason: 'x' });
    expect(answer.body).toMatchObject({ level: 'watch' });
  });

  test('tells a buyer in his language what improves it', async () => {
    await put('told', { locale: 'en' });
    const data = { standing: 'restricted', standingPaidInRow: 1 };
    await api.shop.database.client.customer.update({ where: { id: 'told' }, data });
    expect((await standing('told')).body).toMatchObject({
      reasons: [
        { code: 'level_restricted', text: expect.stringContaining('one unpaid order can be open at a time') },
      ],
      improves: [
        { code: 'pay_in_a_row', text: 'Pay the next order in a row: that is one step up.' },
        {
          code: 'cancel_in_time',
          text: 'Cancel what you do not want within 60 minutes: that never counts against you.',
        },
        { code: 'appeal' },
      ],
    });
  });
});

describe('an appeal', () => {
  const watched = async (id: string, level = 'watch') => {
    await put(id, {});
    await api.shop.database.client.customer.update({ where: { id }, data: { standing: level } });
  };
  const appeal = (id: string, note = 'I paid') =>
    api.ask('POST', `/v1/customers/${id}/standing/appeal`, { note });
  const Appeal = z.object({ id: z.string() });

  test('is kept, shown with the standing, and brought to staff; there is one at a time', async () => {
    await watched('appeals');
    const answer = await appeal('appeals');
    const { id } = answer.as(Appeal);
    expect(answer).toMatchObject({
      status: 201,
      body: { level: 'watch', note: 'I paid', at: api.clock.now },
    });
    expect((await standing('appeals')).body).toMatchObject({ appeal: { id } });
    expect((await appeal('appeals')).body).toMatchObject({
      status: 409,
      code: 'appeal_under_way',
      appealId: id,
    });
    expect(await api.shop.database.client.alert.findMany({ where: { subject: 'appeals' } })).toMatchObject([
      { kind: 'standing_appeal', facts: { appeal: id, level: 'watch' } },
    ]);
    expect((await api.ask('GET', '/v1/standing-appeals?state=open')).body).toMatchObject({ data: [{ id }] });
  });

  test('in good standing is refused: there is nothing to appeal against', async () => {
    await put('fine', {});
    expect((await appeal('fine')).body).toMatchObject({ status: 409, code: 'nothing_to_appeal' });
  });

  test.each([
    ['granted puts the buyer in good standing', 'granted', 'good'],
    ['refused leaves him as he is', 'refused', 'restricted'],
  ])('%s, once', async (_, decision, level) => {
    const customer = `decided-${decision}`;
    await watched(customer, 'restricted');
    const { id } = (await appeal(customer)).as(Appeal);
    const decide = () =>
      api.ask('POST', `/v1/standing-appeals/${id}/decide`, { decision, note: 'Looked at' });
    expect((await decide()).body).toMatchObject({ id, decision, decisionNote: 'Looked at' });
    expect((await standing(customer)).body).toMatchObject({ level });
    expect((await decide()).body).toMatchObject({ status: 409, code: 'appeal_decided', decision });
  });

  test('of a blocked buyer is answered by unblocking him', async () => {
    await watched('freed', 'blocked');
    const { id } = (await appeal('freed')).as(Appeal);
    await api.ask('POST', '/v1/customers/freed/unblock', { reason: 'A mistake' });
    expect(await api.shop.database.client.standingAppeal.findUnique({ where: { id } })).toMatchObject({
      decision: 'granted',
      decisionNote: 'A mistake',
    });
    const changes = await api.shop.database.client.standingChange.findMany({
      where: { customerId: 'freed' },
    });
    expect(changes).toMatchObject([
      { fromLevel: 'blocked', toLevel: 'good', reason: 'unblocked_by_staff', actor: 'staff', orderId: null },
    ]);
  });
});

describe('erasing a buyer', () => {
  test('leaves nothing personal in any row, and keeps the accounts', async () => {
    const secrets = [
      'Zhang',
      '13911112222',
      'zhang@example.com',
      'Nanjing',
      'gift for my wife',
      'my wallet is gone',
    ];
    const customer = { id: 'erased', name: 'Zhang San', phone: '13911112222', email: 'zhang@example.com' };
    const contact = { name: 'Zhang San', phone: '13911112222', address: 'Nanjing Road 1' };
    const order = await api.place({
      customer,
      shipping: { contact },
      metadata: { note: 'gift for my wife' },
    });
    await api.ask('POST', '/v1/customers/erased/block', { reason: 'Zhang called' });
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, {
      reason: 'Sorry, my wallet is gone',
      by: 'buyer',
    });
    const { client } = api.shop.database;
    const message = {
      customerId: 'erased',
      orderId: order.id,
      purpose: 'reminder',
      to: 'zhang@example.com',
      locale: 'zh-CN',
      body: 'Zhang',
      at: new Date(),
    };
    await client.message.createMany({
      data: [
        { ...message, id: 'sent', channel: 'email', state: 'sent' },
        { ...message, id: 'queued', channel: 'email', state: 'queued' },
      ],
    });

    expect((await api.ask('DELETE', '/v1/customers/erased')).status).toBe(204);

    for (const table of [
      'customers',
      'orders',
      'messages',
      'request_notes',
      'problems',
      'journal',
      'stock_ledger',
      'alerts',
      'request_answers',
    ]) {
      const rows = await client.$queryRawUnsafe(`select t::text from ${table} t`);
      const text = JSON.stringify(rows);
      for (const secret of secrets) expect(`${table}: ${text.includes(secret)}`).toBe(`${table}: false`);
    }
    expect((await get('erased')).body).toMatchObject({ id: 'erased', erasedAt: api.clock.now });
    expect((await api.ask('GET', `/v1/orders/${order.id}`)).body).toMatchObject({
      customerId: 'erased',
      total: { amount: 10_000 },
    });
    expect((await standing('erased')).body).toMatchObject({ level: 'blocked' });
    expect(await client.message.findUnique({ where: { id: 'queued' } })).toMatchObject({ state: 'skipped' });
  });
});

test('erasing a buyer forgets the answers that were kept about him, and those about his orders’ money stay', async () => {
  const { client } = api.shop.database;
  const asked = (method: 'POST' | 'PUT', url: string, body: object) =>
    api.ask(method, url, body, { headers: { 'idempotency-key': `key ${url}`.replaceAll(' ', '-') } });
  const customer = { name: 'Li Lei', phone: '13911113333', email: 'lilei@example.com' };
  expect((await asked('PUT', '/v1/customers/forgotten', customer)).status).toBe(200);
  const { id } = await api.place({ customer: { id: 'forgotten' } });
  await asked('POST', `/v1/orders/${id}/problems`, { kind: 'question', note: 'Li Lei asks' });
  await asked('POST', '/v1/customers/forgotten/block', { reason: 'Li Lei called' });
  const appeal = await asked('POST', '/v1/customers/forgotten/standing/appeal', { note: 'Li Lei did not' });
  const { id: appealId } = z.object({ id: z.string() }).parse(appeal.body);
  await asked('POST', `/v1/standing-appeals/${appealId}/decide`, { decision: 'refused', note: 'Li Lei did' });
  await asked('POST', `/v1/orders/${id}/extend`, {});
  await api.ask('POST', '/v1/customers/somebody-else/block', { reason: 'Li Lei is his friend' });
  const kept = async () =>
    (await client.idempotencyKey.findMany({ where: { key: { startsWith: 'key-' } } })).map(({ key }) => key);
  expect(await kept()).toHaveLength(6);
  const erased = await api.ask('DELETE', '/v1/customers/forgotten', undefined, {
    headers: { 'idempotency-key': 'key-erase' },
  });
  expect(erased.status).toBe(204);
  expect((await kept()).toSorted()).toEqual([`key-/v1/orders/${id}/extend`, 'key-erase']);
});

describe('what is no buyer is refused and names the field', () => {
  test.each([
    [{ email: 'not an address' }, 'email'],
    [{ phone: 'call me' }, 'phone'],
    [{ locale: 'klingon!' }, 'locale'],
    [{ name: '' }, 'name'],
    [{ consents: { fax: true } }, 'consents.fax'],
    [{ consents: { sms: 'yes' } }, 'consents.sms'],
    [{ tags: 'member' }, 'tags'],
    [{ standing: 'good' }, 'standing'],
  ])('%j', async (body, field) => {
    expect((await put('x', body)).body).toMatchObject({
      status: 422,
      code: 'invalid_request',
      errors: [{ field }],
    });
  });
});
