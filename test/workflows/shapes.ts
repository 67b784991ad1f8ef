import { randomUUID } from 'node:crypto';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import { placeSuperseding } from '../../prisma/superseding.ts';
import { eventHash } from '../../providers/opaque-names.ts';
import { atAnyTime } from '../support/any-time.ts';
import { creditCounterOf } from '../support/credit-counter.ts';
import { parcelCounterOf } from '../support/parcel-counter.ts';
import { duesCounterOf } from '../support/dues-counter.ts';
import type { RunningShop } from '../support/running-shop.ts';
import { until } from '../support/running-shop.ts';
import { rowChangedSignal, workflowIds } from '../../workflows/contract.ts';

/** Lives an order can have, each ending in a history of another shape. Answers the id of the workflow to record. */
export const shapes: Readonly<Record<string, (shop: RunningShop, now: () => string) => Promise<string>>> = {
  async expired(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-1', email: 'shape-1@example.com' } }, now());
    await shop.start(order);
    await shop.skip(order, 25 * HOUR);
    return order.workflowId;
  },
  async 'paid and delivered'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-2', email: 'shape-2@example.com' } }, now());
    await shop.start(order);
    const sessionId = await shop.openSession(order);
    await shop.event(order, { type: 'payment.failed', sessionId, failureCode: 'insufficient_funds' });
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    await shop.request(order, { kind: 'ship' });
    await shop.request(order, { kind: 'deliver' });
    await shop.outcome(order);
    return order.workflowId;
  },
  async 'paid at closing'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-3' } }, now());
    await shop.start(order);
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    await shop.skip(order, 25 * HOUR);
    return order.workflowId;
  },
  async 'changed and cancelled'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-4' } }, now());
    await shop.start(order);
    await shop.openSession(order);
    await shop.request(order, { kind: 'change_lines', by: 'buyer', lines: [{ sku: 'mug', quantity: 3 }] });
    await shop.request(order, { kind: 'extend', by: 'buyer' });
    await shop.request(order, { kind: 'change_method', by: 'buyer', method: 'bank_transfer' });
    await shop.request(order, { kind: 'cancel', by: 'staff', reason: 'asked_by_phone' });
    await shop.outcome(order);
    return order.workflowId;
  },
  async superseded(shop, now) {
    const customer = { id: 'shape-superseded' };
    const order = await shop.place({ customer }, now());
    await shop.start(order);
    await shop.openSession(order);
    const aside = { kind: 'begin_supersede', token: 't' } as const;
    await shop.request(order, aside);
    await shop.request(order, { kind: 'end_supersede', token: 't', because: 'out_of_stock' });
    await shop.request(order, aside);
    await shop.skip(order, 2 * MINUTE);
    await shop.request(order, aside);
    const at = later(now(), 2 * MINUTE);
    const placing = await shop.decide({ customer }, at);
    const instead = { orderId: order.id, token: 't', placing, key: undefined, answerOf: () => ({}) };
    const { outcome } = await placeSuperseding(shop.database, instead, at);
    if (outcome !== 'placed') throw new Error(outcome);
    await shop.client.workflow.getHandle(order.workflowId).signal(rowChangedSignal);
    await shop.outcome(order);
    return order.workflowId;
  },
  async 'closed while the provider is down'(shop, now) {
    const order = await shop.place({ kind: 'flash', customer: { id: 'shape-5' } }, now());
    await shop.start(order);
    await shop.openSession(order);
    await shop.faults({ mode: 'down' });
    await shop.skip(order, HOUR * 0.6);
    await shop.faults({ mode: 'none' });
    await shop.skip(order, HOUR * 0.1);
    return order.workflowId;
  },
  async 'reminded and expired'(shop, now) {
    const customer = { id: 'shape-6', email: 'shape-6@example.com' };
    const order = await shop.place({ shop: await shop.shopWith(atAnyTime), customer }, now());
    await shop.start(order);
    await shop.openSession(order);
    await shop.skip(order, 25 * HOUR);
    return order.workflowId;
  },
  async 'processing and failed'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-7' } }, now());
    await shop.start(order);
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'processing' });
    await shop.event(order, { type: 'payment.processing', sessionId });
    await shop.skip(order, 11 * MINUTE);
    await shop.payAtSandbox(sessionId, { outcome: 'failed', failureCode: 'no_funds' });
    await shop.skip(order, 25 * HOUR);
    return order.workflowId;
  },
  async 'paused for a problem'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-8' } }, now());
    await shop.start(order);
    const problem = { problemId: randomUUID(), problem: 'question', noteId: randomUUID() };
    await shop.request(order, { kind: 'report_problem', ...problem });
    await shop.skip(order, 27 * HOUR);
    return order.workflowId;
  },
  async 'paid and never delivered'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-9' } }, now());
    await shop.start(order);
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    await shop.skip(order, 61 * DAY);
    return order.workflowId;
  },
  async 'paid at the door'(shop, now) {
    const order = await shop.place(
      { customer: { id: 'shape-10' }, paymentMethod: 'cash_on_delivery' },
      now(),
    );
    await shop.start(order);
    await shop.request(order, { kind: 'ship' });
    await shop.request(order, { kind: 'deliver' });
    return order.workflowId;
  },
  async 'taken up again'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-11' } }, now());
    await shop.start(order);
    await shop.skip(order, 25 * HOUR);
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    const again = await shop.order(order.id);
    await shop.request(again, { kind: 'ship' });
    return again.workflowId;
  },
  async 'gone on in a fresh history'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-12' } }, now());
    await shop.start(order, { freshAfter: 2 });
    for (const quantity of [1, 3, 2]) {
      const lines = [{ sku: 'mug', quantity }];
      await shop.request(order, { kind: 'change_lines', by: 'buyer', lines });
    }
    await shop.request(order, { kind: 'cancel', by: 'buyer', reason: 'changed_mind' });
    return order.workflowId;
  },
  async 'money for a closed order'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-13' } }, now());
    await shop.start(order);
    await shop.request(order, { kind: 'cancel', by: 'buyer', reason: 'changed_mind' });
    await shop.outcome(order);
    await shop.event(order, { type: 'payment.succeeded', id: order.id });
    const workflowId = workflowIds.latePayment('sandbox', eventHash('sandbox', order.id), order.id);
    await shop.client.workflow.result(workflowId);
    return workflowId;
  },
  async 'a refund'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-14', email: 'shape-14@example.com' } }, now());
    await shop.start(order);
    await shop.event(order, { type: 'payment.succeeded' });
    const refundId = randomUUID();
    await shop.request(order, { kind: 'refund', refundId, reason: 'asked', restock: false });
    const workflowId = workflowIds.refund(refundId);
    await shop.client.workflow.result(workflowId);
    return workflowId;
  },
  async 'what follows a closed order'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-15', email: 'shape-15@example.com' } }, now());
    await shop.start(order);
    await shop.request(order, { kind: 'cancel', by: 'buyer', reason: 'changed_mind' });
    const workflowId = workflowIds.winBack(order.id);
    await until(async () => shop.mails.some(({ to }) => to === 'shape-15@example.com'));
    return workflowId;
  },
  async 'paid later, after documents and a person'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-credit-1' } }, now());
    await shop.start(order);
    const { apply, report, state, decide, sendDocument } = creditCounterOf(() => shop);
    await apply(order, { product: 'instalments', term: 3 });
    await sendDocument(order);
    await shop.skip(order, 2 * HOUR);
    await report(order, { score: 300 });
    await state(order, 'manual_review');
    await decide(order, 'approved');
    await shop.request(order, { kind: 'bind_auto_debit', by: 'buyer' });
    await shop.request(order, { kind: 'ship' });
    return order.workflowId;
  },
  async 'declined, and an offer taken'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-credit-2' } }, now());
    await shop.start(order);
    const { apply, report } = creditCounterOf(() => shop);
    await apply(order);
    await report(order, { score: 300 });
    await until(async () => ((await shop.order(order.id)).offers ?? []).length > 0);
    const [offer] = (await shop.order(order.id)).offers ?? [];
    await shop.request(order, { kind: 'accept_offer', offerId: offer?.id ?? '' });
    await shop.skip(order, 25 * HOUR);
    return order.workflowId;
  },
  async 'paid back in instalments'(shop, now) {
    const order = await shop.place(
      { customer: { id: 'shape-dues-1', email: 'shape-16@example.com' } },
      now(),
    );
    await shop.start(order);
    const { apply, report } = creditCounterOf(() => shop);
    const { bind, skip, payByLink, isOver } = duesCounterOf(() => shop);
    await apply(order, { product: 'instalments', term: 2 });
    await report(order, { score: 720 });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    await bind(order, 'tok_no_funds_1');
    await skip(order, 40 * DAY);
    await payByLink(order, 2);
    await until(async () => isOver(order));
    return workflowIds.instalments(order.id);
  },
  async 'not decided in time'(shop, now) {
    const order = await shop.place({ customer: { id: 'shape-credit-3' } }, now());
    await shop.start(order);
    const { apply } = creditCounterOf(() => shop);
    await apply(order);
    await shop.skip(order, 50 * HOUR);
    return order.workflowId;
  },
  /** The first that was recorded encrypted, an error in it too: what is encrypted now must be read by every later version. */
  async 'encrypted, and a call that failed'(shop, now) {
    const email = 'shape-encrypted@example.com';
    const wish = { shop: await shop.shopWith(atAnyTime), customer: { id: 'shape-encrypted', email } };
    const order = await shop.place(wish, now());
    await shop.start(order);
    await shop.openSession(order);
    shop.say(order.id, `no such mailbox: ${email}`);
    await shop.skip(order, 2.6 * HOUR);
    shop.say(order.id, undefined);
    await shop.skip(order, 25 * HOUR);
    await shop.outcome(order);
    return order.workflowId;
  },
  async 'followed to the door'(shop, now) {
    const customer = { id: 'shape-parcel', email: 'shape-parcel@example.com' };
    const order = await shop.place({ customer }, now());
    await shop.start(order);
    const { tell } = parcelCounterOf(() => shop);
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => (await shop.order(order.id)).status === 'paid');
    await shop.request(order, { kind: 'follow_parcel', by: 'buyer' });
    await shop.request(order, { kind: 'ship', carrier: 'SF', trackingNumber: 'SF-1' });
    await until(async () => (await shop.order(order.id)).row.parcelFollowing === 'subscribed');
    await tell(order, 'in_transit', { expectedOn: '2030-01-01' });
    await tell(order, 'delivered');
    await shop.outcome(order);
    return order.workflowId;
  },
};
