import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CallTask } from '../../api/schemas/call-task.ts';
import { MINUTE, later } from '../../domain/duration.ts';
import { openApi } from './support/api.ts';
import type { PlacedOrder, TestApi } from './support/api.ts';
import { callAbout } from './support/call-about.ts';

let api: TestApi;
let desk: string;
let other: string;

beforeAll(async () => {
  api = await openApi();
  await api.shop.stock('vase', 100_000);
  [desk, other] = [await api.keyWith(['staff']), await api.keyWith(['staff'])];
});
beforeEach(() => api.shop.policy({}));
afterAll(() => api.close());

const lines = [{ sku: 'vase', name: 'Mug', quantity: 60, unitPrice: { amount: 5_000, currency: 'CNY' } }];
const Page = z.object({ data: z.array(CallTask), nextCursor: z.string().nullable() });

/** An order worth a call, and the call that is to be made. */
async function called(changes: Record<string, unknown> = {}): Promise<{ order: PlacedOrder; id: string }> {
  const customer = {
    id: `buyer-${randomUUID().slice(0, 8)}`,
    name: 'Ann',
    phone: '138 0013 8000',
    email: 'ann@example.com',
    locale: 'en',
    consents: { call: true },
  };
  const order = await api.place({ customer, lines, ...changes });
  const id = await callAbout(api, order);
  return { order, id };
}

const list = async (query: string, key = desk) =>
  (await api.ask('GET', `/v1/call-tasks${query}`, undefined, { key })).as(Page);
const ofOrder = async ({ id }: PlacedOrder) => (await list(`?orderId=${id}`)).data;
const claim = (id: string, body?: object, key = desk) =>
  api.ask('POST', `/v1/call-tasks/${id}/claim`, body, { key });
const tell = (id: string, body: object, key = desk) =>
  api.ask('POST', `/v1/call-tasks/${id}/outcome`, body, { key });
const kinds = (order: PlacedOrder) => api.shop.story(order.id);

describe('a call task', () => {
  test('says whom to call, about what, and what to say', async () => {
    const { order, id } = await called();
    const [task] = await ofOrder(order);
    expect(task).toEqual({
      id,
      orderId: order.id,
      customerId: order.customerId,
      state: 'open',
      stage: 'first',
      attempt: 1,
      segment: 'new',
      locale: 'en',
      phone: '+8613800138000',
      createdAt: api.clock.now,
      script: expect.stringContaining(
        `Hello, is that Ann? I am calling about your order ${order.id} (Mug × 60).`,
      ),
    });
    expect(task?.script).toContain('CN¥3,000.00 is still to be paid.');
  });

  test('is read by its id as it stands in the list', async () => {
    const { order, id } = await called();
    const [listed] = await ofOrder(order);
    expect((await api.ask('GET', `/v1/call-tasks/${id}`)).body).toEqual(listed);
    const nobodys = await api.ask('GET', `/v1/call-tasks/${randomUUID()}`);
    expect([nobodys.status, nobodys.body]).toMatchObject([404, { code: 'call_task_not_found' }]);
  });

  test('speaks of the order as it is now', async () => {
    const { order } = await called();
    await api.ask('PATCH', `/v1/orders/${order.id}/lines`, { lines: [{ sku: 'vase', quantity: 50 }] });
    expect((await ofOrder(order))[0]?.script).toContain('CN¥2,500.00 is still to be paid.');
  });

  test('holds no number and no words to say once it is over', async () => {
    const { order, id } = await called();
    await tell(id, { outcome: 'will_pay' });
    const [task] = await ofOrder(order);
    expect(task).toMatchObject({ state: 'done', script: 'This call was made; nothing is left to do.' });
    expect(task).not.toHaveProperty('phone');
  });
});

describe('the queue', () => {
  test('is listed oldest first, by order and state, page by page', async () => {
    const first = await called();
    api.clock.move(MINUTE);
    const second = await called();
    await claim(first.id);
    const inQueue = async (query: string) =>
      (await list(query)).data.map(({ id }) => id).filter((id) => id === first.id || id === second.id);
    expect(await inQueue('')).toEqual([first.id, second.id]);
    expect(await inQueue('?state=open')).toEqual([second.id]);
    expect(await inQueue('?state=claimed')).toEqual([first.id]);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await list(`?limit=1${cursor}`);
      seen.push(...page.data.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual((await list('')).data.map(({ id }) => id));
  });

  test('counts a claim that has run out as open, on each order’s own clock', async () => {
    const { order, id } = await called();
    await claim(id);
    await api.shop.database.client.order.update({
      where: { id: order.id },
      data: { clockOffsetMs: 29 * MINUTE },
    });
    expect((await list(`?orderId=${order.id}&state=open`)).data).toEqual([]);
    await api.shop.database.client.order.update({
      where: { id: order.id },
      data: { clockOffsetMs: 30 * MINUTE },
    });
    const [task] = (await list(`?orderId=${order.id}&state=open`)).data;
    expect(task).toMatchObject({ id, state: 'open' });
    expect(task).not.toHaveProperty('claimedBy');
    expect((await list(`?orderId=${order.id}&state=claimed`)).data).toEqual([]);
  });

  test('shows a key of a shop its own calls only', async () => {
    const { id } = await called();
    await api.ask('PUT', '/v1/shops/elsewhere', { policy: 'default' });
    const foreign = await api.keyWith(['staff'], 'elsewhere');
    expect((await list('', foreign)).data).toEqual([]);
    expect((await claim(id, undefined, foreign)).body).toMatchObject({
      status: 404,
      code: 'call_task_not_found',
    });
    const denied = await tell(id, { outcome: 'will_pay' }, foreign);
    expect(denied.body).toMatchObject({ status: 404, code: 'call_task_not_found' });
  });

  test.each(['?state=lost', '?orderId=a/b', '?cursor=x', '?limit=0', '?who=me'])(
    'refuses %s',
    async (query) => {
      expect(await api.ask('GET', `/v1/call-tasks${query}`)).toMatchObject({ status: 422 });
    },
  );

  test.each<[string, string]>([
    ['GET', '/v1/call-tasks'],
    ['POST', `/v1/call-tasks/${randomUUID()}/claim`],
    ['POST', `/v1/call-tasks/${randomUUID()}/outcome`],
  ])('is for staff: %s %s', async (method, url) => {
    const key = await api.keyWith(['orders', 'payments']);
    const answer =
      method === 'GET'
        ? await api.ask('GET', url, undefined, { key })
        : await api.ask('POST', url, { outcome: 'will_pay' }, { key });
    expect(answer.body).toMatchObject({ status: 403, code: 'insufficient_scope' });
  });
});

describe('claiming', () => {
  test('gives the call to one person for as long as the policy says', async () => {
    await api.shop.policy({ callTasks: { claimFor: 'PT10M' } });
    const { order, id } = await called();
    const answer = await claim(id, { by: 'Wang' });
    expect(answer.status).toBe(200);
    expect(answer.as(CallTask)).toMatchObject({
      id,
      state: 'claimed',
      claimedBy: 'Wang',
      claimExpiresAt: later(api.clock.now, 10 * MINUTE),
    });
    expect(await kinds(order)).toContain('call_task_claimed');
  });

  test('names the key where nobody is named', async () => {
    const { id } = await called();
    const { claimedBy } = (await claim(id)).as(CallTask);
    expect(claimedBy).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('of a claimed one is refused, with the same key too', async () => {
    const { order, id } = await called();
    await claim(id);
    for (const key of [desk, other]) {
      const refused = await claim(id, undefined, key);
      expect(refused.body).toMatchObject({
        status: 409,
        code: 'already_claimed',
        claimExpiresAt: later(api.clock.now, 30 * MINUTE),
      });
    }
    expect((await kinds(order)).filter((kind) => kind === 'call_task_claimed')).toHaveLength(1);
  });

  test('at once by two leaves one with the call', async () => {
    const { order, id } = await called();
    const answers = await Promise.all([
      claim(id, { by: 'Wang' }),
      claim(id, { by: 'Li' }, other),
      claim(id),
      claim(id, {}, other),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect((await kinds(order)).filter((kind) => kind === 'call_task_claimed')).toHaveLength(1);
  });

  test('is open to others once it has run out', async () => {
    const { id } = await called();
    await claim(id, { by: 'Wang' });
    api.clock.move(30 * MINUTE);
    expect((await claim(id, { by: 'Li' }, other)).as(CallTask)).toMatchObject({
      state: 'claimed',
      claimedBy: 'Li',
    });
    expect((await tell(id, { outcome: 'will_pay' })).body).toMatchObject({
      status: 409,
      code: 'already_claimed',
    });
    expect((await tell(id, { outcome: 'will_pay' }, other)).status).toBe(200);
  });

  test('with an idempotency key answers the same twice', async () => {
    const { id } = await called();
    const headers = { 'idempotency-key': `claim-${id}` };
    const twice = () => api.ask('POST', `/v1/call-tasks/${id}/claim`, { by: 'Wang' }, { key: desk, headers });
    const [first, second] = [await twice(), await twice()];
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
  });

  test.each<[string, object]>([
    ['who has withdrawn his consent', { consents: { call: false } }],
    ['whose number is gone', { phone: null }],
  ])('of a call to a buyer %s withdraws it', async (_, customer) => {
    const { order, id } = await called();
    await api.ask('PUT', `/v1/customers/${order.customerId}`, customer);
    expect((await claim(id)).body).toMatchObject({
      status: 409,
      code: 'call_task_withdrawn',
      reason: 'not_callable',
    });
    expect(await kinds(order)).toContain('call_task_withdrawn:not_callable');
    expect((await ofOrder(order))[0]).toMatchObject({
      state: 'withdrawn',
      script: expect.stringContaining('Do not call'),
    });
  });

  test('of one that is over is refused', async () => {
    const { order, id } = await called();
    await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'changed_mind', by: 'buyer' });
    expect((await claim(id)).body).toMatchObject({ status: 409, code: 'call_task_withdrawn' });
    const done = await called();
    await tell(done.id, { outcome: 'wants_to_change' });
    expect((await claim(done.id)).body).toMatchObject({ status: 409, code: 'call_task_done' });
  });

  test('of one that nobody knows is 404', async () => {
    expect((await claim(randomUUID())).body).toMatchObject({ status: 404, code: 'call_task_not_found' });
    expect((await claim('seven')).status).toBe(422);
  });
});

describe('the outcome', () => {
  test('is taken with its note, which the workflow never sees', async () => {
    const { order, id } = await called();
    await claim(id, { by: 'Wang' });
    const note = 'Ann will pay on Friday, when her salary is there.';
    const answer = await tell(id, { outcome: 'will_pay', note });
    expect(answer.as(CallTask)).toMatchObject({
      state: 'done',
      outcome: 'will_pay',
      note,
      claimedBy: 'Wang',
      doneAt: api.clock.now,
    });
    const asked = api.gateway.asked.at(-1);
    expect(asked).toMatchObject({ kind: 'call_outcome', taskId: id, outcome: 'will_pay' });
    expect(JSON.stringify(asked)).not.toContain('salary');
    expect(await kinds(order)).toContain('call_outcome:will_pay');
  });

  test('may be told without a claim', async () => {
    const { id } = await called();
    expect((await tell(id, { outcome: 'no_answer' })).as(CallTask)).toMatchObject({
      state: 'done',
      outcome: 'no_answer',
    });
  });

  test('not_wanted cancels the order with the reason; a note in words counts as other', async () => {
    const coded = await called();
    await tell(coded.id, { outcome: 'not_wanted', note: 'too_expensive' });
    expect(await kinds(coded.order)).toContain('cancelled:too_expensive');
    const worded = await called();
    const note = 'Her sister has bought her one.';
    expect((await tell(worded.id, { outcome: 'not_wanted', note })).as(CallTask)).toMatchObject({
      reason: 'other',
      note,
    });
    expect(await kinds(worded.order)).toContain('cancelled:other');
    expect((await api.ask('GET', `/v1/orders/${worded.order.id}`)).body).toMatchObject({
      status: 'cancelled',
    });
    const both = await called();
    await tell(both.id, { outcome: 'not_wanted', reason: 'found_cheaper', note });
    expect(await kinds(both.order)).toContain('cancelled:found_cheaper');
  });

  test('for_somebody_else keeps the contact out of the workflow', async () => {
    const { id } = await called();
    const contact = { name: 'Zoe', email: 'zoe@example.com' };
    expect((await tell(id, { outcome: 'for_somebody_else', contact })).status).toBe(200);
    expect(JSON.stringify(api.gateway.asked.at(-1))).not.toMatch(/zoe/i);
    expect(
      await api.shop.database.client.callContact.findMany({ where: { email: 'zoe@example.com' } }),
    ).toHaveLength(1);
  });

  test('not_wanted with a gift keeps the order, where the policy has one', async () => {
    const without = await called();
    const refused = await tell(without.id, { outcome: 'not_wanted', reason: 'too_expensive', gift: true });
    expect(refused.body).toMatchObject({ status: 409, code: 'no_gift' });
    await api.shop.policy({ callTasks: { gift: { text: 'a silk box' } } });
    const { order, id } = await called();
    expect((await ofOrder(order))[0]?.script).toContain('You may offer, once: a silk box');
    const kept = await tell(id, { outcome: 'not_wanted', reason: 'too_expensive', gift: true });
    expect(kept.as(CallTask)).toMatchObject({ state: 'done', gift: 'a silk box' });
    expect((await api.ask('GET', `/v1/orders/${order.id}`)).body).toMatchObject({
      status: 'awaiting_payment',
    });
  });

  test.each<[string, object, string]>([
    ['an outcome nobody knows', { outcome: 'maybe' }, 'outcome'],
    ['no outcome', {}, 'outcome'],
    ['not_wanted without a reason', { outcome: 'not_wanted' }, 'reason'],
    ['a reason in words', { outcome: 'not_wanted', reason: 'It is ugly' }, 'reason'],
    ['a reason for paying', { outcome: 'will_pay', reason: 'rich' }, 'reason'],
    ['somebody else without a contact', { outcome: 'for_somebody_else' }, 'contact'],
    ['a contact without an address', { outcome: 'for_somebody_else', contact: { name: 'Zoe' } }, 'contact'],
    [
      'a contact with a bad address',
      { outcome: 'for_somebody_else', contact: { email: 'zoe' } },
      'contact.email',
    ],
    ['a contact for nobody', { outcome: 'will_pay', contact: { email: 'zoe@example.com' } }, 'contact'],
    ['a gift for paying', { outcome: 'will_pay', gift: true }, 'gift'],
    ['an empty note', { outcome: 'will_pay', note: ' ' }, 'note'],
    ['a field nobody knows', { outcome: 'will_pay', mood: 'good' }, 'mood'],
  ])('refuses %s by its field', async (_, body, field) => {
    const { id, order } = await called();
    const answer = await tell(id, body);
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'invalid_request',
      errors: [{ field, in: 'body' }],
    });
    expect((await ofOrder(order))[0]).toMatchObject({ state: 'open' });
  });

  test('of a call that was made, or is withdrawn, is refused', async () => {
    const { order, id } = await called();
    await tell(id, { outcome: 'no_answer' });
    expect((await tell(id, { outcome: 'will_pay' })).body).toMatchObject({
      status: 409,
      code: 'call_task_done',
    });
    const gone = await called();
    await api.ask('POST', `/v1/orders/${gone.order.id}/cancel`, { reason: 'changed_mind', by: 'buyer' });
    expect((await tell(gone.id, { outcome: 'will_pay' })).body).toMatchObject({
      status: 409,
      code: 'call_task_withdrawn',
    });
    expect((await ofOrder(order))[0]).toMatchObject({ outcome: 'no_answer' });
  });

  test('waits for an engine that is away', async () => {
    const { order, id } = await called();
    api.gateway.away = true;
    const answer = await tell(id, { outcome: 'will_pay' });
    api.gateway.away = false;
    expect(answer.body).toMatchObject({ status: 503, code: 'engine_unavailable' });
    expect((await ofOrder(order))[0]).toMatchObject({ state: 'open' });
  });
});

test('erasing a buyer withdraws his calls, and takes notes and contacts along', async () => {
  const made = await called();
  const contact = { name: 'Yan', phone: '139 1111 2222' };
  await tell(made.id, { outcome: 'for_somebody_else', note: 'for Yan', contact });
  const customer = { id: made.order.customerId };
  const { id } = await called({ customer });
  await api.ask('DELETE', `/v1/customers/${customer.id}`);
  expect((await claim(id)).body).toMatchObject({
    status: 409,
    code: 'call_task_withdrawn',
    reason: 'customer_erased',
  });
  const kept = JSON.stringify(
    await api.shop.database.client.callTask.findMany({ where: { customerId: customer.id } }),
  );
  expect(kept).not.toContain('Yan');
  expect(await api.shop.database.client.callContact.findMany({ where: { name: 'Yan' } })).toEqual([]);
});
