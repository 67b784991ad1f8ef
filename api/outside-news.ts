import { isTerminal } from '../domain/order/status.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Client } from '../prisma/database.ts';
import type { NewsKey, NewsProgress } from '../prisma/news.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { eventHash } from '../providers/opaque-names.ts';
import { nowOf } from './clock.ts';
import type { Dependencies } from './dependencies.ts';

type Needs = Pick<Dependencies, 'database'>;

/** Something that a bureau or a carrier told of an order, and what is done with it. */
export interface OutsideNews extends NewsKey {
  /** Stores it once, with its order's row locked. In a transaction. */
  store(client: Client): Promise<NewsProgress>;
  /** Tells the workflow of an open order. */
  signal(order: StoredOrder, hash: string): Promise<void>;
  /** The rows it is kept in. */
  readonly rows: (client: Client) => {
    markSignalled(news: NewsKey, at: string): Promise<void>;
    settleLate(orderId: string, at: string): Promise<void>;
  };
}

/**
 * Takes verified news in (rules.md 12): stored once; then its order's workflow is told, also on a repeat when it was not told before.
 * News of an order that is over is settled here. Answers whether it is about an order we know. Throws `EngineUnavailable` when the
 * workflow could not be told: it is stored, and the relay tells it.
 */
export async function receiveNews(needs: Needs, news: OutsideNews, now: string): Promise<boolean> {
  const { database } = needs;
  const progress = await database.transaction((client) => news.store(client));
  if (progress.orderId === null) return false;
  if (progress.signalledAt !== null) return true;
  if (progress.appliedAt === null) await tellWorkflow(needs, progress.orderId, news, now);
  await news.rows(database.client).markSignalled(news, now);
  return true;
}

async function tellWorkflow(
  { database }: Needs,
  orderId: string,
  news: OutsideNews,
  now: string,
): Promise<void> {
  const order = await orders(database.client).find(orderId);
  if (!order) throw new Error(`${news.eventId} is for order ${orderId}, which is not there`);
  try {
    if (!isTerminal(order.status)) return await news.signal(order, eventHash(news.provider, news.eventId));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'order_not_open') throw error;
  }
  await database.transaction(async (client) => {
    await orders(client).lock(orderId);
    await news.rows(client).settleLate(orderId, nowOf(order, now));
  });
}
