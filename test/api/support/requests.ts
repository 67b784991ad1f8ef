import { randomUUID } from 'node:crypto';
import { Refund } from '../../../api/schemas/refund.ts';
import { signWebhook } from '../../../providers/standard-webhooks.ts';
import { WEBHOOK_SECRET } from '../../support/shop.ts';
import { anOrder, creditReport, parcelUpdate, payslip, succeeded } from './api.ts';
import { orders as ordersOf } from '../../../prisma/orders.ts';
import type { Ask, TestApi } from './api.ts';

/** One request, made when it is needed: what it is about is there then. */
export interface Sample {
  readonly url: string;
  readonly body?: unknown;
  readonly more?: Ask;
}

export type Prepare = () => Promise<Sample>;

/** What requests are about, each time a new one. */
function subjects(api: TestApi) {
  const { client } = api.shop.database;
  const id = randomUUID;
  const endpoint = async (): Promise<string> => {
    const data = {
      id: id(),
      url: 'https://crm.test/',
      events: ['customer.nothing'],
      createdAt: api.clock.now,
    };
    await client.webhookEndpoint.create({ data });
    return `/v1/webhook-endpoints/${data.id}`;
  };
  const placed = () => api.place();
  const paid = async () => {
    const order = await api.place();
    await api.webhook(succeeded(order));
    return order;
  };
  return {
    placed,
    paid,
    shipped: async () => {
      const order = await paid();
      await api.ask('POST', `/v1/orders/${order.id}/ship`, {});
      return order;
    },
    cancelled: async () => {
      const order = await api.place();
      await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'buyer' });
      return order;
    },
    problem: async (): Promise<string> => {
      const order = await api.place();
      const data = { id: id(), orderId: order.id, kind: 'other', note: 'x', at: api.clock.now };
      await client.problem.create({ data });
      return `/v1/orders/${order.id}/problems/${data.id}`;
    },
    alert: async (): Promise<string> => {
      const key = id();
      const data = { id: key, key, kind: 'large_order', subject: 'x', facts: {}, at: api.clock.now };
      await client.alert.create({ data });
      return `/v1/alerts/${key}/acknowledge`;
    },
    reconciliation: async (): Promise<string> => {
      const report = { differences: [], sessions: { asked: 0, unanswered: 0, left: 0 } };
      const data = { id: id(), repair: false, requestedAt: api.clock.now, finishedAt: api.clock.now, report };
      await client.reconciliation.create({ data });
      return `/v1/reconciliation?id=${data.id}`;
    },
    spareKey: async (): Promise<string> => {
      await api.ask('POST', '/v1/api-keys', { name: 'spare', scopes: ['orders'] });
      const key = await client.apiKey.findFirstOrThrow({ where: { revokedAt: null, name: 'spare' } });
      return `/v1/api-keys/${key.id}`;
    },
    callTask: async (facts: object = {}): Promise<string> => {
      const customer = { id: `callable-${id()}`, phone: '+86 138 0000 0000', consents: { call: true } };
      const order = await api.place({ customer });
      const about = { orderId: order.id, customerId: order.customerId, shop: 'default' };
      const data = {
        ...about,
        id: id(),
        stage: 'first',
        attempt: 1,
        segment: 'new',
        state: 'open',
        createdAt: api.clock.now,
      };
      await client.callTask.create({ data: { ...data, ...facts } });
      return `/v1/call-tasks/${data.id}`;
    },
    credit: async (score?: number): Promise<{ id: string; applicationId: string }> => {
      const order = await api.place();
      await api.ask('POST', `/v1/orders/${order.id}/credit-application`, { product: 'pay_later' });
      const { creditApplicationId } = await client.order.findUniqueOrThrow({ where: { id: order.id } });
      const applicationId = creditApplicationId ?? '';
      if (score !== undefined) await api.report(applicationId, score);
      return { id: order.id, applicationId };
    },
    watchedBuyer: async (): Promise<string> => {
      const customer = `watched-${id()}`;
      await client.customer.create({ data: { id: customer, standing: 'watch' } });
      return `/v1/customers/${customer}`;
    },
    appeal: async (): Promise<string> => {
      const customerId = `appeals-${id()}`;
      await client.customer.create({ data: { id: customerId, standing: 'watch' } });
      const data = { id: id(), customerId, level: 'watch', note: 'x', at: api.clock.now };
      await client.standingAppeal.create({ data });
      return `/v1/standing-appeals/${data.id}`;
    },
    refund: async (state: 'by_hand' | 'refunded' = 'by_hand'): Promise<string> => {
      const { id: orderId } = await paid();
      const asked = await api.ask('POST', `/v1/orders/${orderId}/refunds`, { reason: 'x', amount: 1 });
      const refund = await client.refund.update({ where: { id: asked.as(Refund).id }, data: { state } });
      return `/v1/refunds/${refund.id}`;
    },
    endpoint,
    delivery: async (): Promise<string> => {
      const address = await endpoint();
      const endpointId = address.split('/').at(-1) ?? '';
      const told = { eventId: 'journal-1', type: 'order.placed', body: { data: {} } };
      await client.webhookDelivery.create({ data: { ...told, endpointId, at: api.clock.now } });
      return `${address}/deliveries/journal-1`;
    },
    inboxMessage: async (): Promise<string> => {
      const order = await api.place();
      const about = {
        orderId: order.id,
        customerId: order.customerId,
        purpose: 'reminder',
        channel: 'in_app',
        to: 'x',
      };
      const data = {
        ...about,
        id: id(),
        locale: 'en',
        body: 'x',
        state: 'sent',
        at: api.clock.now,
        sentAt: api.clock.now,
      };
      await client.message.create({ data });
      return `/v1/customers/${order.customerId}/inbox/${data.id}/read`;
    },
  };
}

function prepare(api: TestApi) {
  const about = subjects(api);
  return {
    about,
    at:
      (url: string, body?: unknown, more: Ask = {}): Prepare =>
      async () => ({ url, body, more }),
    of:
      (subject: () => Promise<string>, what = '', body?: unknown): Prepare =>
      async () => ({ url: `${await subject()}${what}`, body }),
    ofOrder:
      (what: string, body?: unknown, order: () => Promise<{ id: string }> = about.placed): Prepare =>
      async () => ({ url: `/v1/orders/${(await order()).id}${what}`, body }),
    ofBuyer:
      (what = '', body?: unknown): Prepare =>
      async () => ({ url: `/v1/customers/${(await about.placed()).customerId}${what}`, body }),
    signed: (url: string, event: object): Sample => {
      const raw = JSON.stringify(event);
      const headers = signWebhook({
        secret: WEBHOOK_SECRET,
        id: 'm',
        at: new Date(api.clock.now),
        body: raw,
      });
      return { url, more: { raw, headers, key: '' } };
    },
  };
}

const hook = { url: 'https://crm.test/', events: ['customer.nothing'] };
const payments = '/v1/webhooks/payments/sandbox';
const credit = '/v1/webhooks/credit/sandbox';
const logistics = '/v1/webhooks/logistics/sandbox';
const receipts = '/v1/webhooks/messages/sms';
const statement = 'transaction_id,booked_at,amount,currency,reference\nt1,2026-11-23,1.00,CNY,rent';
const browser = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
  keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
};
const receipt = {
  id: 'r1',
  type: 'message.delivered',
  at: '2026-11-23T02:00:00Z',
  data: { messageId: 'nobody-sent-this' },
};

/** A request that succeeds, for every route. */
export function goodRequests(api: TestApi): Readonly<Record<string, Prepare>> {
  const { about, at, of, ofOrder, ofBuyer, signed } = prepare(api);
  const { client } = api.shop.database;
  const reviewOf = async (orderId: string) =>
    (await client.creditReview.findFirstOrThrow({ where: { orderId } })).id;
  const offerOf = async (orderId: string) => (await ordersOf(client).find(orderId))?.offers?.[0]?.id ?? '';
  const preview = async () => ({
    url: '/v1/policies/preview',
    body: { order: { ...anOrder(), placedAt: api.clock.now } },
  });
  return {
    'POST /v1/orders': async () => ({ url: '/v1/orders', body: anOrder() }),
    'POST /v1/orders/merge': async () => {
      const [first, second] = [anOrder(), anOrder()];
      const { id } = await api.place(first);
      const other = await api.place({ ...second, customer: first.customer });
      return { url: '/v1/orders/merge', body: { orderIds: [id, other.id] } };
    },
    'GET /v1/orders/:orderId': ofOrder('?include=journal'),
    'GET /v1/orders': at('/v1/orders?limit=1'),
    'GET /v1/orders/:orderId/messages': ofOrder('/messages'),
    'GET /v1/orders/:orderId/instalments': ofOrder('/instalments', undefined, () => about.credit(800)),
    'POST /v1/orders/:orderId/instalments/:number/payment-link': ofOrder(
      '/instalments/1/payment-link',
      {},
      () => about.credit(800),
    ),
    'PATCH /v1/orders/:orderId/lines': ofOrder('/lines', { lines: [{ sku: 'mug', quantity: 1 }] }),
    'POST /v1/orders/:orderId/cancel': ofOrder('/cancel', { reason: 'x', by: 'buyer' }),
    'POST /v1/orders/:orderId/extend': ofOrder('/extend', {}),
    'PUT /v1/orders/:orderId/payment-method': ofOrder('/payment-method', { method: 'wechat' }),
    'POST /v1/orders/:orderId/payment-link': ofOrder('/payment-link', { payer: 'friend' }),
    'DELETE /v1/orders/:orderId/payment-link': ofOrder('/payment-link'),
    'POST /v1/orders/:orderId/problems': ofOrder('/problems', { kind: 'question', note: 'x' }),
    'DELETE /v1/orders/:orderId/problems/:problemId': of(about.problem),
    'PUT /v1/orders/:orderId/contact': ofOrder('/contact', { name: 'x' }),
    'POST /v1/orders/:orderId/ship': ofOrder('/ship', {}, about.paid),
    'POST /v1/orders/:orderId/deliver': ofOrder('/deliver', {}, about.shipped),
    'POST /v1/orders/:orderId/logistics-subscription': ofOrder('/logistics-subscription', {}, about.paid),
    'POST /v1/orders/:orderId/refunds': ofOrder('/refunds', { reason: 'x', amount: 1 }, about.paid),
    'GET /v1/problems': at('/v1/problems?state=open'),
    'GET /v1/refunds': at('/v1/refunds?state=by_hand'),
    'POST /v1/refunds/:id/done': of(about.refund, '/done', { note: 'x', reference: 'x' }),
    'POST /v1/orders/:orderId/credit-application': ofOrder('/credit-application', { product: 'pay_later' }),
    'POST /v1/orders/:orderId/credit-application/documents': ofOrder(
      '/credit-application/documents',
      { documents: [payslip] },
      about.credit,
    ),
    'POST /v1/orders/:orderId/offers/:offerId/accept': async () => {
      const { id } = await about.credit(300);
      return { url: `/v1/orders/${id}/offers/${await offerOf(id)}/accept`, body: {} };
    },
    'POST /v1/orders/:orderId/offers/decline': ofOrder('/offers/decline', {}),
    'POST /v1/orders/:orderId/auto-debit': ofOrder('/auto-debit', { token: 'pm_1' }, () => about.credit(800)),
    'GET /v1/credit-reviews': at('/v1/credit-reviews'),
    'GET /v1/credit-reviews/:id': async () => ({
      url: `/v1/credit-reviews/${await reviewOf((await about.credit(510)).id)}`,
    }),
    'POST /v1/credit-reviews/:id/decide': async () => ({
      url: `/v1/credit-reviews/${await reviewOf((await about.credit(510)).id)}/decide`,
      body: { decision: 'approved', note: 'x' },
    }),
    'GET /v1/credit-reviews/:id/documents/:documentId': async () => {
      const { id } = await about.credit();
      await api.ask('POST', `/v1/orders/${id}/credit-application/documents`, { documents: [payslip] });
      await api.reportFor(id, 300);
      const document = await api.shop.database.client.creditDocument.findFirstOrThrow({
        where: { orderId: id },
      });
      return { url: `/v1/credit-reviews/${await reviewOf(id)}/documents/${document.id}` };
    },
    'POST /v1/webhooks/credit/:provider': async () =>
      signed(credit, creditReport((await about.credit()).applicationId, 700)),
    'POST /v1/webhooks/payments/:provider': async () => signed(payments, succeeded(await api.place())),
    'POST /v1/webhooks/logistics/:provider': async () => signed(logistics, parcelUpdate(await api.place())),
    'POST /v1/webhooks/messages/:provider': async () => signed(receipts, receipt),
    'POST /v1/bank-statements': at('/v1/bank-statements', { csv: statement }),
    'GET /v1/payment-methods': at('/v1/payment-methods'),
    'GET /v1/shops': at('/v1/shops'),
    'GET /v1/shops/:shop': at('/v1/shops/default'),
    'PUT /v1/shops/:shop': at('/v1/shops/put', { policy: 'default' }),
    'GET /v1/policies': at('/v1/policies'),
    'GET /v1/policies/:name': at('/v1/policies/default'),
    'PUT /v1/policies/:name': at('/v1/policies/put', {}),
    'POST /v1/policies/preview': preview,
    'GET /v1/stock/:sku': at('/v1/stock/mug'),
    'PUT /v1/stock/:sku': at('/v1/stock/mug', { tags: [] }),
    'POST /v1/stock/:sku/adjust': at('/v1/stock/mug/adjust', { delta: 1, reason: 'x' }),
    'GET /v1/stock/:sku/ledger': at('/v1/stock/mug/ledger'),
    'POST /v1/stock/reconcile': at('/v1/stock/reconcile', {}),
    'GET /v1/customers/:customerId': ofBuyer(),
    'PUT /v1/customers/:customerId': ofBuyer('', { tags: ['x'] }),
    'DELETE /v1/customers/:customerId': ofBuyer(),
    'GET /v1/customers/:customerId/standing': ofBuyer('/standing'),
    'POST /v1/customers/:customerId/block': ofBuyer('/block', { reason: 'x' }),
    'POST /v1/customers/:customerId/unblock': ofBuyer('/unblock', { reason: 'x' }),
    'POST /v1/customers/:customerId/standing/appeal': of(about.watchedBuyer, '/standing/appeal', {
      note: 'x',
    }),
    'GET /v1/standing-appeals': at('/v1/standing-appeals?state=open'),
    'POST /v1/standing-appeals/:id/decide': of(about.appeal, '/decide', { decision: 'refused', note: 'x' }),
    'GET /v1/customers/:customerId/inbox': ofBuyer('/inbox'),
    'POST /v1/customers/:customerId/inbox/:messageId/read': of(about.inboxMessage),
    'PUT /v1/customers/:customerId/push-subscriptions': ofBuyer('/push-subscriptions', browser),
    'DELETE /v1/customers/:customerId/push-subscriptions': ofBuyer('/push-subscriptions', {}),
    'GET /v1/call-tasks': at('/v1/call-tasks'),
    'GET /v1/call-tasks/:id': of(about.callTask),
    'POST /v1/call-tasks/:id/claim': of(about.callTask, '/claim', {}),
    'POST /v1/call-tasks/:id/outcome': of(about.callTask, '/outcome', { outcome: 'no_answer' }),
    'GET /v1/templates': at('/v1/templates'),
    'GET /v1/templates/:name': at('/v1/templates/reminder'),
    'PUT /v1/templates/:name': at('/v1/templates/reminder', {}),
    'POST /v1/templates/:name/preview': at('/v1/templates/reminder/preview', {}),
    'GET /v1/reports/reminders': at('/v1/reports/reminders'),
    'GET /v1/reports/unpaid-rate': at('/v1/reports/unpaid-rate?groupBy=segment'),
    'GET /v1/reports/by-hour': at('/v1/reports/by-hour'),
    'GET /v1/reports/funnel': at('/v1/reports/funnel'),
    'GET /v1/reports/reasons': at('/v1/reports/reasons'),
    'GET /v1/reports/experiments': at('/v1/reports/experiments'),
    'GET /v1/reports/recovery': at('/v1/reports/recovery'),
    'GET /v1/reports/credit': at('/v1/reports/credit'),
    'GET /v1/reports/rfm': at('/v1/reports/rfm'),
    'GET /v1/api-keys': at('/v1/api-keys'),
    'POST /v1/api-keys': at('/v1/api-keys', { name: 'x', scopes: ['orders'] }),
    'DELETE /v1/api-keys/:id': of(about.spareKey),
    'POST /v1/webhook-endpoints': at('/v1/webhook-endpoints', hook),
    'GET /v1/webhook-endpoints': at('/v1/webhook-endpoints'),
    'GET /v1/webhook-endpoints/:id': of(about.endpoint),
    'DELETE /v1/webhook-endpoints/:id': of(about.endpoint),
    'GET /v1/webhook-endpoints/:id/deliveries': of(about.endpoint, '/deliveries'),
    'POST /v1/webhook-endpoints/:id/deliveries/send-again': of(about.endpoint, '/deliveries/send-again', {}),
    'POST /v1/webhook-endpoints/:id/deliveries/:deliveryId/send-again': of(about.delivery, '/send-again', {}),
    'GET /v1/alerts': at('/v1/alerts'),
    'POST /v1/alerts/:id/acknowledge': of(about.alert),
    'GET /v1/integrity': at('/v1/integrity'),
    'POST /v1/codec/decode': at('/v1/codec/decode', { payloads: [{}] }),
    'POST /v1/codec/encode': at('/v1/codec/encode', { payloads: [{}] }),
    'GET /v1/reconciliation': of(about.reconciliation),
    'POST /v1/reconciliation': at('/v1/reconciliation', {}),
    'POST /v1/dev/orders/:orderId/fast-forward': async () => ({
      url: `/v1/dev/orders/${(await api.place()).id}/fast-forward`,
      body: { by: 'PT1S' },
    }),
  };
}

/** Requests that end otherwise, where not every route ends so alike. */
export function otherRequests(api: TestApi): Readonly<Record<string, Readonly<Record<number, Prepare>>>> {
  const { about, at, of, ofOrder, signed } = prepare(api);
  const { client } = api.shop.database;
  const tooMany = [{ sku: 'mug', quantity: 900_000, unitPrice: { amount: 1, currency: 'CNY' } }];
  const byBlocked = async () => {
    await api.ask('PUT', '/v1/customers/blocked', {});
    await api.ask('POST', '/v1/customers/blocked/block', { reason: 'x' });
    return { url: '/v1/orders', body: { ...anOrder(), customer: { id: 'blocked' } } };
  };
  const claimed = {
    state: 'claimed',
    claimedBy: 'x',
    claimedKey: 'x',
    claimExpiresAt: '2027-01-01T00:00:00Z',
  };
  const withdrawn = { state: 'withdrawn', withdrawnAt: api.clock.now, withdrawnReason: 'not_callable' };
  const badWebhook = (url: string) => ({
    400: async () => signed(url, { no: 'event' }),
    401: at(url, undefined, { raw: '{}', key: '' }),
    404: async () => signed(url.replace(/\w+$/, 'nobody'), {}),
    413: async () => signed(url, { text: 'x'.repeat(1_100_000) }),
    415: at(url, undefined, { raw: 'x', key: '', headers: { 'content-type': 'text/plain' } }),
    422: async () => signed(url.replace(/\w+$/, 'a%2Fb'), {}),
  });
  return {
    'POST /v1/orders/merge': {
      404: at('/v1/orders/merge', { orderIds: ['nobody', 'knows'] }),
      409: async () => {
        const orderIds = [(await about.cancelled()).id, (await about.cancelled()).id];
        await client.order.updateMany({ where: { id: { in: orderIds } }, data: { customerId: 'merging' } });
        return { url: '/v1/orders/merge', body: { orderIds } };
      },
    },
    'POST /v1/orders': {
      403: byBlocked,
      404: async () => ({ url: '/v1/orders', body: { ...anOrder(), supersedes: 'nobody-knows' } }),
      409: async () => ({ url: '/v1/orders', body: { ...anOrder(), lines: tooMany } }),
    },
    'PATCH /v1/orders/:orderId/lines': {
      409: ofOrder('/lines', { lines: [{ sku: 'mug', quantity: 900_000 }] }),
    },
    'POST /v1/orders/:orderId/cancel': {
      409: ofOrder('/cancel', { reason: 'x', by: 'buyer' }, about.cancelled),
    },
    'POST /v1/orders/:orderId/extend': { 409: ofOrder('/extend', {}, about.cancelled) },
    'PUT /v1/orders/:orderId/payment-method': {
      409: ofOrder('/payment-method', { method: 'card' }, about.cancelled),
    },
    'POST /v1/orders/:orderId/payment-link': { 409: ofOrder('/payment-link', {}, about.cancelled) },
    'POST /v1/orders/:orderId/problems': {
      409: ofOrder('/problems', { kind: 'other', note: 'x' }, about.cancelled),
    },
    'DELETE /v1/orders/:orderId/problems/:problemId': {
      409: ofOrder(`/problems/${randomUUID()}`, undefined, about.cancelled),
    },
    'POST /v1/orders/:orderId/ship': { 409: ofOrder('/ship', {}) },
    'POST /v1/orders/:orderId/deliver': { 409: ofOrder('/deliver', {}, about.paid) },
    'POST /v1/orders/:orderId/refunds': { 409: ofOrder('/refunds', { reason: 'x' }) },
    'POST /v1/refunds/:id/done': { 409: of(() => about.refund('refunded'), '/done', {}) },
    'POST /v1/webhooks/payments/:provider': badWebhook(payments),
    'POST /v1/webhooks/credit/:provider': badWebhook(credit),
    'POST /v1/webhooks/logistics/:provider': badWebhook(logistics),
    'POST /v1/orders/:orderId/logistics-subscription': { 409: ofOrder('/logistics-subscription', {}) },
    'POST /v1/orders/:orderId/credit-application': {
      409: ofOrder('/credit-application', { product: 'pay_later' }, about.credit),
    },
    'POST /v1/orders/:orderId/credit-application/documents': {
      409: ofOrder('/credit-application/documents', { documents: [payslip] }),
    },
    'POST /v1/orders/:orderId/auto-debit': { 409: ofOrder('/auto-debit', { token: 'x' }) },
    'POST /v1/orders/:orderId/offers/:offerId/accept': {
      409: ofOrder(`/offers/${randomUUID()}/accept`, {}, about.cancelled),
    },
    'POST /v1/orders/:orderId/offers/decline': { 409: ofOrder('/offers/decline', {}, about.cancelled) },
    'POST /v1/webhooks/messages/:provider': badWebhook(receipts),
    'PUT /v1/policies/:name': {
      412: at('/v1/policies/put', { grace: 'PT9M' }, { headers: { 'if-match': '"0"' } }),
    },
    'PUT /v1/shops/:shop': {
      412: at('/v1/shops/put', { policy: 'default', locale: 'fr' }, { headers: { 'if-match': '"0"' } }),
    },
    'PUT /v1/stock/:sku': { 412: at('/v1/stock/mug', {}, { headers: { 'if-match': '"0"' } }) },
    'POST /v1/call-tasks/:id/claim': { 409: of(() => about.callTask(claimed), '/claim', {}) },
    'POST /v1/call-tasks/:id/outcome': {
      409: of(() => about.callTask(withdrawn), '/outcome', { outcome: 'no_answer' }),
    },
    'GET /v1/reports/rfm': { 404: at('/v1/reports/rfm?shop=nobody') },
    'GET /v1/reconciliation': { 404: at(`/v1/reconciliation?id=${randomUUID()}`) },
    'GET /v1/templates/:name': { 404: at('/v1/templates/reminder?shop=nobody') },
    'GET /v1/templates': { 404: at('/v1/templates?shop=nobody') },
    'PUT /v1/templates/:name': {
      404: at('/v1/templates/reminder?shop=nobody', {}),
      412: at('/v1/templates/paid', { heading: 'x' }, { headers: { 'if-match': '"9"' } }),
    },
    'POST /v1/templates/:name/preview': { 404: at('/v1/templates/reminder/preview?shop=nobody', {}) },
  };
}
