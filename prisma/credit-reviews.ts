import { randomUUID } from 'node:crypto';
import { reviewReasons, reviewStates } from '../domain/credit/application.ts';
import type { CreditDecision, ReviewReason, ReviewState } from '../domain/credit/application.ts';
import type { Client } from './database.ts';
import type { CreditReview as ReviewRow } from './generated/client.ts';
import { instant, instantOrNull, oneOf } from './rows.ts';

/** An application that lies, or lay, with a person. */
export interface CreditReview {
  readonly id: string;
  readonly applicationId: string;
  readonly orderId: string;
  readonly shop: string;
  readonly reason: ReviewReason;
  readonly state: ReviewState;
  readonly openedAt: string;
  readonly decision: CreditDecision | null;
  /** False for a decision that came too late to count. */
  readonly counted: boolean | null;
  readonly note: string | null;
  readonly decidedAt: string | null;
}

/** What a person decided. */
export interface ReviewVerdict {
  readonly decision: CreditDecision;
  readonly counted: boolean;
  readonly note: string | null;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/** Which reviews to list; what is left out does not narrow. */
export interface ReviewFilter {
  readonly orderId?: string | undefined;
  readonly shop?: string | undefined;
  readonly state?: ReviewState | undefined;
}

/** Reviews, read and written through `client`. */
export function creditReviews(client: Client) {
  return {
    async find(id: string): Promise<CreditReview | undefined> {
      const row = await client.creditReview.findUnique({ where: { id } });
      return row ? reviewOf(row) : undefined;
    },

    /** Puts an application before a person, once at a time: one that is open already stays as it is. */
    async open(
      review: Pick<CreditReview, 'applicationId' | 'orderId' | 'shop' | 'reason' | 'openedAt'>,
    ): Promise<void> {
      const { applicationId } = review;
      if ((await client.creditReview.count({ where: { applicationId, state: 'open' } })) > 0) return;
      await client.creditReview.create({ data: { ...review, id: randomUUID(), state: 'open' } });
    },

    /** Writes down a decision on a review that has none; false when it has one. One that was withdrawn stays so. */
    async decide(id: string, verdict: ReviewVerdict): Promise<boolean> {
      const { count } = await client.creditReview.updateMany({
        where: { id, decision: null },
        data: { ...verdict, ...(verdict.counted ? { state: 'decided' } : {}) },
      });
      return count === 1;
    },

    /** Takes an application's open review back: it was decided without it. */
    async withdrawOf(applicationId: string): Promise<void> {
      await client.creditReview.updateMany({
        where: { applicationId, state: 'open' },
        data: { state: 'withdrawn' },
      });
    },

    /** A page of reviews, oldest first: who waits longest is looked at first. */
    async list(
      filter: ReviewFilter,
      { after, limit }: { after: { openedAt: string; id: string } | undefined; limit: number },
    ): Promise<CreditReview[]> {
      const { orderId, shop, state } = filter;
      const rows = await client.creditReview.findMany({
        where: {
          ...(orderId === undefined ? {} : { orderId }),
          ...(shop === undefined ? {} : { shop }),
          ...(state === undefined ? {} : { state }),
          ...(after === undefined
            ? {}
            : {
                OR: [
                  { openedAt: { gt: after.openedAt } },
                  { openedAt: after.openedAt, id: { gt: after.id } },
                ],
              }),
        },
        orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(reviewOf);
    },
  };
}

function reviewOf(row: ReviewRow): CreditReview {
  const { id, applicationId, orderId, shop, counted, note, decision } = row;
  return {
    id,
    applicationId,
    orderId,
    shop,
    counted,
    note,
    reason: oneOf(reviewReasons, row.reason),
    state: oneOf(reviewStates, row.state),
    openedAt: instant(row.openedAt),
    decision: decision === null ? null : oneOf<CreditDecision>(['approved', 'declined'], decision),
    decidedAt: instantOrNull(row.decidedAt),
  };
}
