import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { signWebhook } from '../providers/standard-webhooks.ts';
import { DEV_KEY } from '../dev/stack/demo-stock.ts';
import type { Ground } from './ground.ts';

/** One request as its caller saw it, Unix milliseconds. */
export interface Asked {
  readonly orderId: string;
  readonly sentAt: number;
  readonly tookMs: number;
}

/** How requests come: so many a second whatever becomes of them, or as fast as so many callers are answered. */
export type Pace = { readonly perSecond: number } | { readonly callers: number };

export interface Buyers {
  /** Places one-piece orders under these ids, each by a buyer of its own. Throws on any answer but 201. */
  place(
    orderIds: readonly string[],
    order: { readonly kind: string; readonly pace: Pace; readonly byMail?: boolean },
  ): Promise<readonly Asked[]>;
  /** The provider reports each order's money, signed. Throws on any answer but 200. */
  pay(orderIds: readonly string[], pace: Pace): Promise<readonly Asked[]>;
  close(): Promise<void>;
}

export const SKU = 'BENCH';
const PRICE = 1_990;
const MOST_CONNECTIONS = 64;

/** Buyers and their provider, who know the ground's API only. */
export function buyersOf({ apiUrl, paymentSecret }: Pick<Ground, 'apiUrl' | 'paymentSecret'>): Buyers {
  const pool = new Pool(apiUrl, { connections: MOST_CONNECTIONS, pipelining: 1 });
  async function post(
    path: string,
    headers: Record<string, string>,
    body: string,
    wanted: number,
  ): Promise<void> {
    const typed = { ...headers, 'content-type': 'application/json' };
    const answer = await pool.request({ path, method: 'POST', headers: typed, body });
    if (answer.statusCode === wanted) return answer.body.dump();
    throw new Error(`POST ${path} answered ${answer.statusCode}: ${await answer.body.text()}`);
  }
  return {
    place: (orderIds, { kind, pace, byMail = false }) =>
      atPace(orderIds, pace, (orderId) => {
        const lines = [{ sku: SKU, quantity: 1, unitPrice: { amount: PRICE, currency: 'CNY' } }];
        const body = JSON.stringify({ orderId, kind, customer: customerOf(orderId, byMail), lines });
        return post('/v1/orders', { authorization: `Bearer ${DEV_KEY}` }, body, 201);
      }),
    pay: (orderIds, pace) =>
      atPace(orderIds, pace, (orderId) => {
        const at = new Date();
        const data = { orderId, amount: PRICE, currency: 'CNY' };
        const body = JSON.stringify({
          id: `evt-${orderId}`,
          type: 'payment.succeeded',
          at: at.toISOString(),
          data,
        });
        const headers = signWebhook({ secret: paymentSecret, id: `msg-${orderId}`, at, body });
        return post('/v1/webhooks/payments/sandbox', headers, body, 200);
      }),
    close: () => pool.close(),
  };
}

/** A buyer of his own; without an address he is written to in his inbox alone, and nothing leaves the house. */
function customerOf(orderId: string, byMail: boolean) {
  const id = `buyer-${orderId}`;
  return byMail ? { id, email: `${id}@bench.example` } : { id };
}

async function atPace(
  orderIds: readonly string[],
  pace: Pace,
  ask: (orderId: string) => Promise<void>,
): Promise<readonly Asked[]> {
  const measured = async (orderId: string): Promise<Asked> => {
    const sentAt = Date.now();
    const began = performance.now();
    await ask(orderId);
    return { orderId, sentAt, tookMs: performance.now() - began };
  };
  return 'callers' in pace
    ? byCallers(orderIds, pace.callers, measured)
    : paced(orderIds, pace.perSecond, measured);
}

async function byCallers(
  orderIds: readonly string[],
  callers: number,
  ask: (orderId: string) => Promise<Asked>,
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const left = orderIds.values();
  const caller = async () => {
    for (const orderId of left) asked.push(await ask(orderId));
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return asked;
}

async function paced(
  orderIds: readonly string[],
  perSecond: number,
  ask: (orderId: string) => Promise<Asked>,
): Promise<readonly Asked[]> {
  const began = performance.now();
  const asking = orderIds.map(async (orderId, index) => {
    await pause(Math.max(0, began + (index * 1000) / perSecond - performance.now()));
    return ask(orderId);
  });
  return Promise.all(asking);
}

/** `count` order ids that begin with `name`. */
export function orderIds(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index}`);
}
