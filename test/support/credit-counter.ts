import { randomUUID } from 'node:crypto';
import type { CreditBureau, ReportRequest } from '../../providers/ports.ts';
import { creditApplications } from '../../prisma/credit-applications.ts';
import type { CreditApplication } from '../../prisma/credit-applications.ts';
import { creditReports } from '../../prisma/credit-reports.ts';
import { creditReviews } from '../../prisma/credit-reviews.ts';
import type { CreditReview } from '../../prisma/credit-reviews.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Answer } from '../../domain/order/requests.ts';
import { until } from './running-shop.ts';
import type { RunningShop } from './running-shop.ts';

/** A bureau in memory: it takes requests, unless it is down for an amount; it answers nothing by itself. */
export interface FakeBureau extends CreditBureau {
  readonly requests: ReportRequest[];
  /** Amounts for which it can't be reached. */
  readonly downFor: Set<number>;
  /** Amounts it answers at once, with this score. */
  readonly answers: Map<number, number>;
}

export function fakeBureau(): FakeBureau {
  const requests: ReportRequest[] = [];
  const downFor = new Set<number>();
  const answers = new Map<number, number>();
  return {
    name: 'sandbox',
    requests,
    downFor,
    answers,
    async requestReport(request) {
      requests.push(request);
      if (downFor.has(request.amount)) return { state: 'unknown', why: 'down' };
      const score = answers.get(request.amount);
      if (score === undefined) return { state: 'requested' };
      const { applicationId } = request;
      const report = {
        id: randomUUID(),
        at: new Date().toISOString(),
        applicationId,
        score,
        overdueInstalments: 0,
      };
      return { state: 'reported', report };
    },
    verifyWebhook: () => ({ verdict: 'bad_signature' }),
  };
}

/** What happens about credit in a shop that runs, as the API asks it. */
export function creditCounterOf(shop: () => RunningShop) {
  const database = () => shop().database;

  const apply = (order: StoredOrder, facts: { product?: string; term?: number } = {}): Promise<Answer> => {
    const { product = 'pay_later', term } = facts;
    const request = {
      product,
      applicationId: randomUUID(),
      documents: 0,
      ...(term === undefined ? {} : { term }),
    };
    return shop().request(order, { kind: 'apply_credit', ...request });
  };

  const applicationOf = async ({ id }: StoredOrder): Promise<CreditApplication> => {
    const { row } = await shop().order(id);
    const found = await creditApplications(database().client).find(row.creditApplicationId ?? '');
    if (!found) throw new Error(`order ${id} has no application`);
    return found;
  };

  /** A bureau's report is stored as the API does, and the workflow told. */
  const report = async (
    order: StoredOrder,
    facts: { score: number; overdueInstalments?: number; applicationId?: string; id?: string },
  ): Promise<void> => {
    const { score, overdueInstalments = 0, id: eventId = randomUUID() } = facts;
    const applicationId = facts.applicationId ?? (await applicationOf(order)).id;
    const at = new Date().toISOString();
    const told = { provider: 'sandbox', eventId, applicationId, score, overdueInstalments, occurredAt: at };
    await creditReports(database().client).store(told, { orderId: order.id, receivedAt: at });
    await shop().dependencies.companions.tellOfCredit(order.id, told);
  };

  const state = ({ id }: StoredOrder, wanted: string): Promise<void> =>
    until(async () => (await shop().order(id)).credit?.state === wanted);

  const reviewsOf = ({ id: orderId }: StoredOrder): Promise<CreditReview[]> =>
    creditReviews(database().client).list({ orderId }, { after: undefined, limit: 10 });

  /** A person decides on the order's newest review. */
  const decide = async (
    order: StoredOrder,
    decision: 'approved' | 'declined',
    accept: readonly string[] = [],
  ) => {
    const review = (await reviewsOf(order)).at(-1);
    if (!review) throw new Error(`order ${order.id} has no review`);
    const noteId = randomUUID();
    return shop().request(order, {
      kind: 'decide_credit',
      reviewId: review.id,
      decision,
      key: 'staff',
      noteId,
      accept,
    });
  };

  /** A document is stored as the API does, and sent after an application. */
  const sendDocument = async (
    order: StoredOrder,
    kind = 'income',
  ): Promise<Answer & { readonly id: string }> => {
    const [id, requestId] = [randomUUID(), randomUUID()];
    const facts = {
      mediaType: 'application/pdf',
      bytes: 4,
      sealedName: 'x',
      sealedContent: new Uint8Array(4),
    };
    const about = { orderId: order.id, customerId: order.customerId, receivedAt: new Date() };
    await database().client.creditDocument.create({
      data: { id, requestId, number: 0, kind, ...facts, ...about },
    });
    const answer = await shop().requestAs(order, { kind: 'add_documents', documents: 1, requestId });
    return { ...answer, id };
  };

  return { apply, applicationOf, report, state, reviewsOf, decide, sendDocument };
}
