import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { SECOND } from '../domain/duration.ts';
import type { Database } from '../prisma/database.ts';
import { idempotency } from '../prisma/idempotency.ts';
import type { KeyUse, KeyedRequest } from '../prisma/idempotency.ts';
import type { Answered } from './answers.ts';
import { RequestRefusal } from './problems.ts';
import type { IdempotencyRequest } from './route.ts';
import { sealWith } from './sealed.ts';

/** How long a request waits for the first one with its key, and how often it looks. */
const WAIT = 4 * SECOND;
const LOOK_EVERY = 100;

const Key = /^[\x21-\x7e]{1,255}$/;

/** `text` is the body as JSON: the database keeps no order of members. `body` is how an earlier release stored it. */
const Stored = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  text: z.string().optional(),
  body: z.unknown().optional(),
});
const Sealed = z.object({ sealed: z.string() });

/** The `Idempotency-Key` of a request and the hash of method, path and body; undefined where none came. */
export function idempotencyRequest(
  key: string | undefined,
  { method, url, body }: { readonly method: string; readonly url: string; readonly body: string },
): IdempotencyRequest | undefined {
  if (key === undefined) return undefined;
  if (!Key.test(key)) {
    const message = 'must be 1 to 255 printable characters without spaces';
    throw new RequestRefusal('invalid_request', {
      errors: [{ field: 'Idempotency-Key', in: 'header', message }],
    });
  }
  const requestHash = createHash('sha256').update(`${method} ${url}\n`).update(body).digest('hex');
  return { key, requestHash };
}

export interface AnswerOnce {
  readonly database: Pick<Database, 'client'>;
  readonly request: KeyedRequest;
  readonly now: () => string;
  /** Encrypts what is stored; undefined for answers that hold no secret. */
  readonly sealSecret: string | undefined;
  /** Carries the request out and answers it, also with a problem; must not throw. */
  readonly carryOut: (requestId: string) => Promise<Answered>;
}

/**
 * Answers a request once per key (rules.md 10): the first use carries it out under the row's id, later ones get its answer. An answer
 * of 5xx is not stored; the same request may then be made again and keeps its id, so what it did already is not done twice. Throws
 * `RequestRefusal`: `idempotency_key_reused` for another request, `idempotency_in_progress` when the first is not answered in time.
 */
export async function answerOnce(once: AnswerOnce): Promise<Answered> {
  const taken = await takeKey(once);
  if (taken.use === 'reused') throw new RequestRefusal('idempotency_key_reused');
  if (taken.use === 'in_flight')
    throw new RequestRefusal('idempotency_in_progress', { headers: { 'retry-after': '1' } });
  if (taken.use === 'answered') return replay(taken.answer, once.sealSecret);
  const answer = await once.carryOut(taken.id);
  const rows = idempotency(once.database.client);
  if (answer.status >= 500) await rows.giveBack(taken.id);
  else
    await rows.answer(
      taken.id,
      once.sealSecret === undefined ? storable(answer) : { sealed: sealWith(once.sealSecret).seal(answer) },
    );
  return answer;
}

function storable({ status, headers, body }: Answered) {
  return { status, headers, ...(body === undefined ? {} : { text: JSON.stringify(body) }) };
}

async function takeKey({ database, request, now }: AnswerOnce): Promise<KeyUse> {
  const rows = idempotency(database.client);
  const giveUpAt = performance.now() + WAIT;
  let use = await rows.take(request, randomUUID(), now());
  while (use.use === 'in_flight' && performance.now() < giveUpAt) {
    await wait(LOOK_EVERY);
    if (await rows.isInFlight(request)) continue;
    use = await rows.take(request, randomUUID(), now());
  }
  return use;
}

function replay(stored: unknown, sealSecret: string | undefined): Answered {
  const sealed = Sealed.safeParse(stored);
  const answer =
    sealed.success && sealSecret !== undefined ? sealWith(sealSecret).open(sealed.data.sealed) : stored;
  const { status, headers, text, body } = Stored.parse(answer);
  const again = { ...headers, 'idempotent-replayed': 'true' };
  return { status, headers: again, body: text === undefined ? body : JSON.parse(text) };
}
