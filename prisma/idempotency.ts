import { DAY, SECOND, between } from '../domain/duration.ts';
import type { Client } from './database.ts';
import type { IdempotencyKey as KeyRow } from './generated/client.ts';
import { instant, oneOf } from './rows.ts';

/** How long an answer is kept (rules.md 10). */
export const KEPT_FOR = 7 * DAY;

/** A request still in flight after this long was lost with its process; no request takes as long. */
export const LOST_AFTER = 30 * SECOND;

export interface KeyedRequest {
  readonly apiKeyId: string;
  readonly key: string;
  /** Of method, path and body. */
  readonly requestHash: string;
  /** Whom or what its address names: a customer, an appeal, a review, a call. */
  readonly subject?: string | undefined;
}

/** What a key means for a request: its first use (or that of a lost one), answered before, being answered, or used for another. */
export type KeyUse =
  | { readonly use: 'first'; readonly id: string }
  | { readonly use: 'answered'; readonly answer: unknown }
  | { readonly use: 'in_flight' }
  | { readonly use: 'reused' };

/** `open`: answered with a 5xx, which is not stored; the same request may be made again, under the same id. */
const states = ['in_flight', 'open', 'done'] as const;

/** Idempotency keys and their stored answers, read and written through `client`. */
export function idempotency(client: Client) {
  return {
    /** Takes the key for a request; `id` is the row's if it is new. A lost request's row keeps its id, and with it the update's. */
    async take(request: KeyedRequest, id: string, now: string): Promise<KeyUse> {
      const { count } = await client.idempotencyKey.createMany({
        data: [
          { ...request, subject: request.subject ?? null, id, state: 'in_flight', createdAt: new Date(now) },
        ],
        skipDuplicates: true,
      });
      if (count === 1) return { use: 'first', id };
      const { apiKeyId, key, requestHash } = request;
      const row = await client.idempotencyKey.findUnique({ where: { apiKeyId_key: { apiKeyId, key } } });
      if (!row || (await forgotten(client, row, now))) return this.take(request, id, now);
      return row.requestHash === requestHash ? takeAgain(client, row, now) : { use: 'reused' };
    },

    /** Whether the key's request is still being answered. */
    async isInFlight({ apiKeyId, key }: KeyedRequest): Promise<boolean> {
      return (await client.idempotencyKey.count({ where: { apiKeyId, key, state: 'in_flight' } })) === 1;
    },

    /** Stores the answer, which is the key's from now on. */
    async answer(id: string, answer: object): Promise<void> {
      await client.idempotencyKey.updateMany({
        where: { id },
        data: { state: 'done', answer: JSON.parse(JSON.stringify(answer)) },
      });
    },

    /** Gives the key back for the same request: it was answered with a 5xx. */
    async giveBack(id: string): Promise<void> {
      await client.idempotencyKey.updateMany({ where: { id, state: 'in_flight' }, data: { state: 'open' } });
    },
  };
}

/** Removes a row that is older than answers are kept: its key is free again. */
async function forgotten(client: Client, { id, createdAt }: KeyRow, now: string): Promise<boolean> {
  if (between(instant(createdAt), now) <= KEPT_FOR) return false;
  await client.idempotencyKey.deleteMany({ where: { id, createdAt } });
  return true;
}

/** The same request under the same key: answered, being answered, or to be carried out again under the row's id. */
async function takeAgain(client: Client, row: KeyRow, now: string): Promise<KeyUse> {
  const state = oneOf(states, row.state);
  if (state === 'done') return { use: 'answered', answer: row.answer };
  const isLost = between(instant(row.createdAt), now) > LOST_AFTER;
  if (state === 'in_flight' && !isLost) return { use: 'in_flight' };
  const { count } = await client.idempotencyKey.updateMany({
    where: { id: row.id, state, createdAt: row.createdAt },
    data: { state: 'in_flight', createdAt: new Date(now) },
  });
  return count === 1 ? { use: 'first', id: row.id } : { use: 'in_flight' };
}
