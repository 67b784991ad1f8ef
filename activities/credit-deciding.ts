import type { CreditReason } from '../domain/credit/application.ts';
import { creditWords } from '../domain/credit/words/words.ts';
import type { RequestOf } from '../domain/order/requests.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { creditReviews } from '../prisma/credit-reviews.ts';
import { messageQueue } from '../prisma/message-queue.ts';
import { becomePaid } from './becoming-paid.ts';
import { makeOffers } from './credit-offering.ts';
import { moveTo, tellResult } from './credit-progress.ts';
import { takeDecision } from './credit-reviewing.ts';
import { endStanding } from './credit-standing.ts';
import type { Dependencies } from './dependencies.ts';
import type { OrderStep } from './order-step.ts';
import { requestStep } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type DecideCredit = RequestInput & RequestOf<'decide_credit'>;

/** Who decided, and what the buyer reads about it. */
export interface Decider {
  readonly by: 'scorecard' | 'staff';
  readonly reasons: readonly CreditReason[];
}

/** A person's decision on an application (rules.md 20). */
export function creditDecidingSteps(dependencies: Dependencies) {
  return {
    async decideCredit(input: DecideCredit): Promise<Carried> {
      return requestStep(dependencies, input, (step) =>
        takeDecision(step, input, async (application) => {
          const { locale } = await step.buyer();
          const { decision } = input;
          const reasons = [{ code: 'by_person', text: creditWords(locale).byPerson[decision] }];
          const settle = decision === 'approved' ? approve : decline;
          await settle(step, application, { by: 'staff', reasons });
        }),
      );
    },
  };
}

/**
 * Approves an application of an open order: what is due is financed and the order is paid, its stock committed (rules.md 14). An order
 * that held nothing and finds its goods sold out ends as such, and nothing is financed.
 */
export async function approve(
  step: OrderStep,
  application: CreditApplication,
  decider: Decider,
): Promise<void> {
  const { amountDue, financed, revision } = step.order();
  await step.change({
    financed: financed + amountDue,
    amountDue: 0,
    paymentMethod: application.product,
    instalments: application.term,
    revision: revision + 1,
  });
  await becomePaid(step, async () => {
    await conclude(step, application, 'approved', decider);
    await messageQueue(step.client).skipReminders(step.order().customerId, 'the buyer pays later');
    await tellResult(step, application.requires === 'auto_debit' ? 'approved_auto_debit' : 'approved');
  });
}

/** Declines an application: the deadline runs again, and the buyer is told and offered what would work instead. */
export async function decline(
  step: OrderStep,
  application: CreditApplication,
  decider: Decider,
): Promise<void> {
  const declined = await conclude(step, application, 'declined', decider);
  await step.change({ creditNext: null, creditNextAt: null });
  await endStanding(step, 'credit_decided');
  await makeOffers(step, declined);
  await tellResult(step, 'declined');
}

/** Writes a decision down, everywhere it stands; a review that waited for it is taken back. */
export async function conclude(
  step: OrderStep,
  { id }: Pick<CreditApplication, 'id'>,
  decision: 'approved' | 'declined',
  { by, reasons }: Decider,
): Promise<CreditApplication> {
  const decided = await moveTo(step, { id }, decision, {
    decision,
    decidedBy: by,
    decidedAt: new Date(step.now),
    reasons,
  });
  await creditReviews(step.client).withdrawOf(id);
  const { score, grade, amount, term, assessed } = decided;
  step.tell({
    kind: 'credit_decided',
    reason: decision,
    actor: by === 'staff' ? 'staff' : 'engine',
    facts: { application: id, by, score, grade, amount, term, assessed },
  });
  return decided;
}

/** The application as it is now, for a decision taken back: documents have come after it (product.md section 7). */
export async function reopen(step: OrderStep, { id }: CreditApplication): Promise<CreditApplication> {
  return creditApplications(step.client).change(id, {
    decision: null,
    decidedBy: null,
    decidedAt: null,
    state: 'received',
    stateSince: new Date(step.now),
  });
}
