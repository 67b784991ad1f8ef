import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOf } from '../../api/cursor.ts';
import { PolicyVersion } from '../../api/schemas/policy.ts';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import { anOrder, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const put = (name: string, body: unknown, ifMatch?: string) =>
  api.ask('PUT', `/v1/policies/${name}`, body, ifMatch ? { headers: { 'if-match': ifMatch } } : {});

describe('a policy', () => {
  test('called default is there in version 1', async () => {
    const answer = await api.ask('GET', '/v1/policies/default');
    expect(answer.body).toEqual({ name: 'default', version: 1, document: defaultPolicy });
  });

  test('is written whole or in part; the rest comes from default', async () => {
    const { version, document } = (
      await put('quick', { validity: { normal: 'PT1H' }, reminders: { slots: ['12:00'] } })
    ).as(PolicyVersion);
    expect(version).toBe(1);
    expect(document).toEqual({
      ...defaultPolicy,
      name: 'quick',
      validity: { ...defaultPolicy.validity, normal: 'PT1H' },
      reminders: { ...defaultPolicy.reminders, slots: ['12:00'] },
    });
  });

  test('gets a new version when it changes, and only then', async () => {
    await put('stepwise', { grace: 'PT1M' });
    expect((await put('stepwise', { grace: 'PT1M' })).body).toMatchObject({ version: 1 });
    expect((await put('stepwise', { grace: 'PT2M' })).body).toMatchObject({ version: 2 });
    expect((await put('stepwise', {})).body).toMatchObject({ version: 3, document: { grace: 'PT5M' } });
  });

  test('counts from the next order on; an order keeps its version', async () => {
    await put('shop-policy', { validity: { normal: 'PT1H' } });
    await api.ask('PUT', '/v1/shops/policed', { policy: 'shop-policy' });
    const first = await api.place({ shop: 'policed' });
    await put('shop-policy', { validity: { normal: 'PT2H' } });
    const second = await api.place({ shop: 'policed' });
    expect([first.policy, second.policy]).toEqual([
      { name: 'shop-policy', version: 1 },
      { name: 'shop-policy', version: 2 },
    ]);
    expect((await api.ask('GET', `/v1/orders/${first.id}`)).body).toMatchObject({ policy: first.policy });
  });

  test('that has moved on is not written by who read it before, and by who read it since', async () => {
    const { etag } = (await put('watched', { grace: 'PT1M' })).headers;
    expect((await api.ask('GET', '/v1/policies/watched')).headers['etag']).toBe(etag);
    const first = await put('watched', { grace: 'PT2M' }, String(etag));
    expect(first.body).toMatchObject({ version: 2 });
    const second = await put('watched', { grace: 'PT3M' }, String(etag));
    expect(second.body).toMatchObject({ status: 412, code: 'precondition_failed', version: 2 });
    expect((await put('watched', { grace: 'PT3M' }, String(first.headers['etag']))).body).toMatchObject({
      version: 3,
      document: { grace: 'PT3M' },
    });
  });

  test('of those who read the same version, one writes the next', async () => {
    const etag = String((await put('raced', {})).headers['etag']);
    const answers = await Promise.all(
      [1, 2, 3, 4].map((minutes) => put('raced', { grace: `PT${minutes}M` }, etag)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412]);
  });

  test('sent twice, since the answer was lost, is no conflict; one that is not there is', async () => {
    const etag = String((await put('resent', {})).headers['etag']);
    const answers = [
      await put('resent', { grace: 'PT9M' }, etag),
      await put('resent', { grace: 'PT9M' }, etag),
    ];
    expect(answers.map(({ status, headers }) => [status, headers['etag']])).toEqual([
      [200, '"2"'],
      [200, '"2"'],
    ]);
    for (const tag of ['*', etag]) expect((await put('nowhere', {}, tag)).status).toBe(412);
  });

  test('written by many at once has every version once', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((minutes) => put('contested', { grace: `PT${minutes}M` })),
    );
    const versions = answers.map((answer) => answer.as(PolicyVersion).version);
    expect(new Set(versions)).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  test('nobody has written is 404', async () => {
    expect((await api.ask('GET', '/v1/policies/unwritten')).body).toMatchObject({
      status: 404,
      code: 'policy_not_found',
    });
  });

  test('is listed by name in its newest version', async () => {
    await put('a-listed', { grace: 'PT1M' });
    await put('a-listed', { grace: 'PT2M' });
    const first = (await api.ask('GET', '/v1/policies?limit=1')).as(listOf(PolicyVersion));
    expect(first.data).toMatchObject([{ name: 'a-listed', version: 2 }]);
    const second = (await api.ask('GET', `/v1/policies?limit=1&cursor=${first.nextCursor}`)).as(
      listOf(PolicyVersion),
    );
    expect(second.data[0]?.name).not.toBe('a-listed');
  });
});

describe('a bad policy names each bad field and stores nothing', () => {
  test.each([
    [{ grace: '5 minutes' }, ['grace']],
    [{ grase: 'PT5M' }, ['grase']],
    [{ reminders: { slots: ['25:00'], channels: [] } }, ['reminders.slots.0', 'reminders.channels']],
    [{ validity: { normal: 24 }, stock: { deductOn: 'never' } }, ['validity.normal', 'stock.deductOn']],
    [{ name: 'another-name' }, ['name']],
    [{ name: 7 }, ['name']],
  ])('%j', async (document, fields) => {
    const answer = await put('bad', document);
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'invalid_request',
      errors: fields.map((field) => ({ field, in: 'body' })),
    });
    expect((await api.ask('GET', '/v1/policies/bad')).status).toBe(404);
  });

  test.each([[[]], ['text'], [7], [null]])('%j is no document', async (document) => {
    expect((await put('bad', document)).status).toBe(422);
  });
});

describe('a preview', () => {
  const preview = (body: object) => api.ask('POST', '/v1/policies/preview', body);
  const order = { ...anOrder(), placedAt: '2026-11-24T02:00:00Z' };

  test('says what the shop’s policy would do, and stores nothing', async () => {
    const before = await api.shop.database.client.order.count();
    const answer = await preview({ order });
    expect(answer.body).toMatchObject({
      deadline: '2026-11-25T02:00:00.000Z',
      releaseAt: '2026-11-25T02:05:00.000Z',
      reminders: [
        { stage: 'first', kind: 'message', channels: ['sms', 'email'] },
        { stage: 'second', at: '2026-11-25T01:30:00.000Z' },
      ],
    });
    expect(await api.shop.database.client.order.count()).toBe(before);
  });

  test('takes a policy by name, or a partial document', async () => {
    await put('preview-me', { validity: { normal: 'PT3H' } });
    expect((await preview({ order, policy: 'preview-me' })).body).toMatchObject({
      deadline: '2026-11-24T05:00:00.000Z',
    });
    const document = { validity: { normal: 'PT4H' } };
    expect((await preview({ order, policy: document })).body).toMatchObject({
      deadline: '2026-11-24T06:00:00.000Z',
    });
  });

  test('counts in the shop’s own zone', async () => {
    await api.ask('PUT', '/v1/shops/berlin', { policy: 'default', timeZone: 'Europe/Berlin' });
    const { body } = await preview({ order, shop: 'berlin' });
    expect(body).toMatchObject({ reminders: [{ at: '2026-11-24T08:30:00.000Z' }] });
  });

  test.each([
    [{ order, policy: 'no-such-policy' }, 'policy'],
    [{ order, shop: 'no-such-shop' }, 'shop'],
    [{ order: { ...order, shop: 'no-such-shop' } }, 'order.shop'],
    [{ order, policy: { grace: 'soon' } }, 'policy.grace'],
    [{ order: { ...order, placedAt: 'yesterday' } }, 'order.placedAt'],
    [{ order: { ...order, lines: [] } }, 'order.lines'],
    [{ order, customer: { segment: 'nice' } }, 'customer.segment'],
  ])('refuses what it can not preview and names the field: %#', async (body, field) => {
    expect((await preview(body)).body).toMatchObject({ status: 422, errors: [{ field }] });
  });
});

describe('a shop', () => {
  const putShop = (id: string, body: object) => api.ask('PUT', `/v1/shops/${id}`, body);

  test('called default is there', async () => {
    const answer = await api.ask('GET', '/v1/shops/default');
    const asMade = { id: 'default', policy: 'default', currency: 'CNY', locale: 'zh-CN', version: 1 };
    expect(answer.body).toEqual(asMade);
  });

  test('is created and changed; fields left out stay, null takes one away', async () => {
    const settings = {
      policy: 'default',
      timeZone: 'Asia/Tokyo',
      currency: 'JPY',
      locale: 'en',
      experiment: { arms: { a: 1 } },
    };
    expect((await putShop('tokyo', settings)).body).toEqual({ id: 'tokyo', version: 1, ...settings });
    expect((await putShop('tokyo', { policy: 'default', timeZone: null })).body).toEqual({
      id: 'tokyo',
      policy: 'default',
      currency: 'JPY',
      locale: 'en',
      experiment: { arms: { a: 1 } },
      version: 2,
    });
    expect((await putShop('tokyo', { policy: 'default', experiment: null })).body).not.toHaveProperty(
      'experiment',
    );
  });

  test('nobody has opened is 404', async () => {
    expect((await api.ask('GET', '/v1/shops/unopened')).body).toMatchObject({
      status: 404,
      code: 'shop_not_found',
    });
  });

  test.each([
    [{}, 'policy'],
    [{ policy: 'no-such-policy' }, 'policy'],
    [{ policy: 'default', timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ policy: 'default', currency: 'yuan' }, 'currency'],
    [{ policy: 'default', locale: '!' }, 'locale'],
    [{ policy: 'default', experiment: { text: 'x'.repeat(20_000) } }, 'experiment'],
    [{ policy: 'default', colour: 'red' }, 'colour'],
  ])('%.60j is refused and names %s', async (body, field) => {
    expect((await putShop('refused', body)).body).toMatchObject({ status: 422, errors: [{ field }] });
  });
});
