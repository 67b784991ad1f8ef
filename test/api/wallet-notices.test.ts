import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orders } from '../../prisma/orders.ts';
import { routePayments } from '../../providers/payment/routing.ts';
import { privateKeyOf, signText } from '../../providers/payment/wallet/signature.ts';
import { keys, startWallet } from '../providers/payment/wallet/simulated-wallet.ts';
import { openApi, START } from './support/api.ts';
import type { PlacedOrder, TestApi } from './support/api.ts';
import { stepGateway } from './support/step-gateway.ts';

let api: TestApi;
let simulated: Awaited<ReturnType<typeof startWallet>>;

beforeAll(async () => {
  simulated = await startWallet();
  api = await openApi({ payments: routePayments([simulated.wallet], { alipay: 'wallet' }) });
});
afterAll(async () => {
  await api.close();
  await simulated.stop();
});

/** An order of 100.00 whose buyer was given a link, and its trade's number. */
async function withTrade(): Promise<{ order: PlacedOrder; no: string }> {
  const order = await api.place({ paymentMethod: 'alipay' });
  expect((await api.ask('POST', `/v1/orders/${order.id}/payment-link`, {})).body).toMatchObject({
    qrCode: expect.stringMatching(/^wallet:/),
  });
  const where = { orderId: order.id };
  const session = await api.shop.database.client.paymentSession.findFirstOrThrow({ where });
  return { order, no: session.providerSessionId ?? '' };
}

function tell(notice: object, key = keys.wallet.privateKey) {
  const raw = JSON.stringify({ at: START, currency: 'CNY', ...notice });
  const headers = signText(privateKeyOf(key), { about: 'NOTICE', body: raw }, new Date(api.clock.now));
  return api.ask('POST', '/v1/webhooks/payments/wallet', undefined, { raw, key: '', headers });
}

const paid = (order: PlacedOrder, no: string) => ({
  noticeId: `ntc_${order.id}`,
  type: 'TRADE_SUCCESS',
  outTradeNo: no,
  orderId: order.id,
  amount: 10_000,
});
const read = async ({ id }: PlacedOrder) => (await api.ask('GET', `/v1/orders/${id}`)).body;

describe('notices of the wallet', () => {
  test('pay an order once, however often they come', async () => {
    const { order, no } = await withTrade();
    for (let time = 0; time < 3; time += 1) expect((await tell(paid(order, no))).status).toBe(200);
    expect(await read(order)).toMatchObject({ status: 'paid', amountPaid: { amount: 10_000 } });
    expect(await api.shop.database.client.payment.count({ where: { orderId: order.id } })).toBe(1);
  });

  test('that somebody else signed are 401 and change nothing', async () => {
    const { order, no } = await withTrade();
    const answer = await tell(paid(order, no), keys.merchant.privateKey);
    expect(answer).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
    expect(await read(order)).toMatchObject({ status: 'awaiting_payment' });
  });

  test('are not needed: an order that is paid while it is being cancelled is paid, and not cancelled', async () => {
    const { order, no } = await withTrade();
    await simulated.pay(no, { outcome: 'SUCCESS', notice: 'drop' });
    const { database } = api.shop;
    const gateway = stepGateway({ database, provider: simulated.wallet, now: () => api.clock.now });
    const stored = await orders(database.client).find(order.id);
    if (!stored) throw new Error('no order');
    const request = { kind: 'cancel', requestId: randomUUID(), reason: 'x', by: 'buyer' } as const;
    expect(await gateway.request(stored, request)).toMatchObject({ accepted: false, code: 'order_not_open' });
    expect(await read(order)).toMatchObject({ status: 'paid' });
    expect((await tell(paid(order, no))).status).toBe(200); // the notice comes after all
    expect(await read(order)).toMatchObject({ status: 'paid', amountPaid: { amount: 10_000 } });
  });
});
