import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openSession } from '../../api/payment-links.ts';
import { outstandingOf } from '../../domain/credit/dues.ts';
import type { DueInstalment } from '../../domain/credit/dues.ts';
import { between } from '../../domain/duration.ts';
import type { Answer } from '../../domain/order/requests.ts';
import { autoDebits } from '../../prisma/auto-debits.ts';
import { instalments } from '../../prisma/instalments.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { linkTokens } from '../../providers/link-tokens.ts';
import { routePayments, sandboxRoutes } from '../../providers/payment/routing.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { fastForward } from '../../workflows/time-skipping.ts';
import { counterOf } from './counter.ts';
import { creditCounterOf } from './credit-counter.ts';
import { until } from './running-shop.ts';
import type { RunningShop } from './running-shop.ts';

/** Cards' tokens in tests are not sealed. */
export const cards = { openToken: (_: string, sealedToken: string) => sealedToken };

const Debits = z.array(
  z.object({ id: z.string(), amount: z.int(), state: z.string(), failureCode: z.string().optional() }),
);

/** What happens about instalments in a shop that runs. */
export function duesCounterOf(shop: () => RunningShop) {
  const client = () => shop().database.client;
  const { anOrder, becomes } = counterOf(shop);
  const { apply, report } = creditCounterOf(shop);

  const dues = ({ id }: StoredOrder): Promise<DueInstalment[]> => instalments(client()).ofOrder(id);

  const first = async (order: StoredOrder): Promise<DueInstalment> => {
    const [instalment] = await dues(order);
    if (!instalment) throw new Error(`order ${order.id} has no instalments`);
    return instalment;
  };

  /** An order of 100.00 that is paid in `term` instalments, or later at once; its instalments are watched. */
  const financed = async (
    order: Parameters<typeof anOrder>[0] = {},
    { term, score = 720 }: { term?: number; score?: number } = {},
  ): Promise<StoredOrder> => {
    const placed = await anOrder(order);
    await apply(placed, term === undefined ? {} : { product: 'instalments', term });
    await report(placed, { score });
    await becomes(placed, 'paid');
    await until(async () => (await planOf(placed))?.startedAt !== null);
    return shop().order(placed.id);
  };

  const planOf = ({ id }: StoredOrder) => client().instalmentPlan.findUnique({ where: { orderId: id } });

  /** A card is bound as the API does. */
  const bind = async (order: StoredOrder, token: string): Promise<Answer> => {
    const requestId = randomUUID();
    const kept = { orderId: order.id, requestId, sealedToken: token, provider: 'sandbox' };
    await autoDebits(client()).keep({ ...kept, at: new Date().toISOString() });
    return shop().requestAs(order, { kind: 'bind_auto_debit', by: 'buyer', requestId });
  };

  /** Moves the clock of what watches the instalments ahead, and all that is due is done. */
  const skip = ({ id }: StoredOrder, ms: number): Promise<void> =>
    fastForward(shop().client, workflowIds.instalments(id), ms);

  /** Moves it to the instant an instalment has, and `more` beyond. */
  const skipTo = async (order: StoredOrder, instant: string, more = 0): Promise<void> => {
    const { raw } = await shop().client.workflow.getHandle(workflowIds.instalments(order.id)).describe();
    const info = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
    const now = info ? Number(info.seconds) * 1000 : Date.now();
    await skip(order, between(new Date(now).toISOString(), instant) + more);
  };

  const debitsAt = async ({ id }: StoredOrder) =>
    Debits.parse(await (await fetch(`${shop().sandboxUrl}/debits?orderId=${id}`)).json());

  /** The buyer opens a session for an instalment as the API does, pays at the sandbox, and the provider tells us. */
  const payByLink = async (order: StoredOrder, number: number): Promise<void> => {
    const { database, provider } = shop();
    const needs = {
      database,
      payments: routePayments([provider], sandboxRoutes),
      links: linkTokens('a-secret-of-at-least-16'),
      publicUrl: 'http://pay.example',
      now: () => new Date().toISOString(),
    };
    await openSession(needs, { orderId: order.id, payer: 'buyer', instalment: { number } });
    const session = await client().paymentSession.findFirstOrThrow({
      where: { orderId: order.id, instalment: number },
      orderBy: { createdAt: 'desc' },
    });
    const sessionId = session.providerSessionId ?? '';
    await shop().payAtSandbox(sessionId, { outcome: 'succeeded' });
    await shop().event(order, { type: 'payment.succeeded', sessionId, amount: Number(session.amount) });
  };

  const outstanding = async (order: StoredOrder) => outstandingOf(await dues(order));

  /** Reminders of instalments as they went out: their stages. */
  const reminded = async ({ id }: StoredOrder): Promise<string[]> => {
    const rows = await client().reminder.findMany({
      where: { orderId: id, outcome: 'sent' },
      orderBy: { decidedAt: 'asc' },
    });
    return rows.map(({ stage }) => stage);
  };

  const isOver = async ({ id }: StoredOrder): Promise<boolean> =>
    (await client().instalmentPlan.count({ where: { orderId: id, endedAt: { not: null } } })) === 1;

  return { dues, first, financed, bind, skip, skipTo, debitsAt, payByLink, outstanding, reminded, isOver };
}
