import { z } from 'zod';
import type { StoredOrder } from '../../../prisma/orders.ts';
import type { counterOf } from '../../support/counter.ts';
import type { ApiAnswer, RunningApi } from '../../support/running-api.ts';
import type { RunningShop } from '../../support/running-shop.ts';
import type { Row } from './happenings.ts';

export interface Ground {
  readonly shop: RunningShop;
  readonly api: RunningApi;
  readonly counter: ReturnType<typeof counterOf>;
  /** A shop in which nobody is reminded. */
  readonly quiet: string;
}

/** One row being lived. */
export interface Life {
  readonly row: Row;
  readonly order: StoredOrder;
  /** The page that can be paid. */
  sessionId?: string;
  problemId?: string;
  offerId?: string;
  answer: Promise<string | null>;
}

const Coded = z.object({ code: z.string() });

export type Doing = (ground: Ground, life: Life) => Promise<void>;

export function asks(method: Parameters<RunningApi['ask']>[0], path: string, body?: object): Doing {
  return async (ground, life) => void (life.answer = ask(ground, life, method, path, body).then(codeOf));
}

export const ask = (
  { api }: Ground,
  { order }: Life,
  method: Parameters<RunningApi['ask']>[0],
  path: string,
  body?: object,
) => api.insist(method, `/v1/orders/${order.id}/${path}`, body);

export const codeOf = (answer: ApiAnswer) => (answer.status < 300 ? 'accepted' : answer.as(Coded).code);

export const told = (
  { shop }: Ground,
  { order, sessionId }: Life,
  outcome: 'succeeded' | 'failed' | 'processing',
  amount: number,
) => shop.event(order, { type: `payment.${outcome}`, amount, ...(sessionId ? { sessionId } : {}) });

/** Time passes for the row's order. */
export async function pass(ground: Ground, { order }: Life, ms: number): Promise<void> {
  if (ms <= 0) return;
  const url = `/v1/dev/orders/${order.id}/fast-forward`;
  const { status } = await ground.api.ask('POST', url, { by: `PT${ms / 1000}S` });
  if (status !== 200) throw new Error(`order ${order.id} could not be fast-forwarded: ${status}`);
}
