import { randomUUID } from 'node:crypto';
import type { CreditAct } from './credit-acts.ts';
import { pick } from './play-parts.ts';
import type { PlayParts } from './play-parts.ts';

const KINDS = ['income', 'identity'];

/** Buyers who want to pay later, bureaus and staff, in a play. */
export function creditIn({ stage, client, waiting, orderIn }: PlayParts) {
  /** Documents are stored under the request's id, as the API does before it asks. */
  async function keepDocuments(orderId: string, requestId: string, count: number): Promise<void> {
    const { customerId } = await orderIn(orderId);
    const sealed = { sealedName: 'x', sealedContent: new Uint8Array(4) };
    const about = {
      orderId,
      customerId,
      receivedAt: stage.now(orderId),
      mediaType: 'application/pdf',
      bytes: 4,
    };
    const data = KINDS.slice(0, count).map((kind, number) => ({
      id: randomUUID(),
      requestId,
      number,
      kind,
      ...sealed,
      ...about,
    }));
    await client.creditDocument.createMany({ data });
  }

  async function apply(
    orderId: string,
    { product, term, documents, times }: Omit<Extract<CreditAct, { act: 'apply' }>, 'act' | 'order'>,
  ): Promise<void> {
    const requestId = randomUUID();
    await keepDocuments(orderId, requestId, documents);
    const terms = product === 'instalments' ? { term } : {};
    const request = {
      kind: 'apply_credit',
      applicationId: randomUUID(),
      product,
      documents,
      ...terms,
    } as const;
    await stage.ask(orderId, { ...request, requestId }, times);
  }

  async function addDocuments(orderId: string, times: number): Promise<void> {
    const requestId = randomUUID();
    await keepDocuments(orderId, requestId, 1);
    await stage.ask(orderId, { kind: 'add_documents', documents: 1, requestId }, times);
  }

  async function report(
    orderId: string,
    { score, overdue, about, webhook }: Extract<CreditAct, { act: 'report' }>,
  ): Promise<void> {
    const all = await client.creditApplication.findMany({
      where: { orderId },
      orderBy: { appliedAt: 'desc' },
    });
    const application = about === 'older' ? all.at(-1) : all[0];
    if (!application) return;
    const told = {
      eventId: randomUUID(),
      orderId,
      applicationId: application.id,
      score,
      overdueInstalments: overdue,
    };
    if (webhook === 'late') waiting.push((times) => stage.report(told, times));
    else await stage.report(told, webhook === 'twice' ? 2 : 1);
  }

  async function decide(
    orderId: string,
    { decision, accept, times }: Extract<CreditAct, { act: 'decide' }>,
  ): Promise<void> {
    const where = { orderId };
    const reviews = await client.creditReview.findMany({ where, orderBy: { openedAt: 'asc' } });
    const review = reviews.findLast(({ state }) => state === 'open') ?? reviews.at(-1);
    if (!review) return;
    const taken = await client.creditDocument.findMany({ where: { orderId, takenAt: { not: null } } });
    await stage.ask(
      orderId,
      {
        kind: 'decide_credit',
        reviewId: review.id,
        decision,
        key: 'staff',
        noteId: randomUUID(),
        accept: accept ? taken.map(({ id }) => id) : [],
      },
      times,
    );
  }

  async function takeOffer(orderId: string, index: number, times: number): Promise<void> {
    const offer = pick((await orderIn(orderId)).offers ?? [], index);
    if (offer) await stage.ask(orderId, { kind: 'accept_offer', offerId: offer.id }, times);
  }

  return {
    apply,
    async do(act: CreditAct, orderId: string): Promise<void> {
      switch (act.act) {
        case 'apply':
          return apply(orderId, act);
        case 'documents':
          return addDocuments(orderId, act.times);
        case 'report':
          return report(orderId, act);
        case 'decide':
          return decide(orderId, act);
        case 'offer':
          return takeOffer(orderId, act.pick, act.times);
        case 'declineOffers':
          return void (await stage.ask(orderId, { kind: 'decline_offers', by: 'buyer' }, act.times));
        case 'bind':
          return void (await stage.ask(orderId, { kind: 'bind_auto_debit', by: 'buyer' }, act.times));
        default:
          return act satisfies never;
      }
    },
  };
}
