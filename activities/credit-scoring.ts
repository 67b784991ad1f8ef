import { whatWouldChange } from '../domain/credit/changes.ts';
import { assess } from '../domain/credit/decision.ts';
import type { Assessment } from '../domain/credit/decision.ts';
import { reasonsForBuyer } from '../domain/credit/reasons.ts';
import type { OrderState } from '../domain/order/state.ts';
import { isOpen } from '../domain/order/status.ts';
import { assessedJson, creditApplications } from '../prisma/credit-applications.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { readApplicant } from './credit-applicant.ts';
import type { ApplicantReading } from './credit-applicant.ts';
import { approve, decline } from './credit-deciding.ts';
import { putBeforePerson } from './credit-reviewing.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';

/** Deciding on an application by the scorecard, under the buyer's lock (rules.md 35). */
export function creditScoringSteps(dependencies: Dependencies) {
  return {
    /** Decides, or puts before a person what is close, or what documents may change. Run again it changes nothing. */
    async scoreCredit(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const application = await creditApplications(step.client).undecided(input.orderId);
        if (application?.state !== 'scoring' || !isOpen(step.order().status)) return;
        await step.change({ creditNext: null, creditNextAt: null });
        await score(step, application);
      });
      return state;
    },
  };
}

async function score(step: OrderStep, application: CreditApplication): Promise<void> {
  const reading = await readApplicant(step, application);
  const { locale } = await step.buyer();
  const assessment = assess(reading.facts, reading.request, step.policy.credit);
  const scored = await keepAssessment(step, application, reading, assessment);
  const reasons = reasonsForBuyer(assessment, locale);
  if (assessment.outcome === 'approved') return approve(step, scored, { by: 'scorecard', reasons });
  if (assessment.outcome === 'review') return putBeforePerson(step, scored, 'close_to_boundary');
  if (reading.unjudgedDocuments > 0) return putBeforePerson(step, scored, 'documents');
  return decline(step, scored, { by: 'scorecard', reasons });
}

/** Keeps what the scorecard had to say, for staff and for the journal. */
async function keepAssessment(
  step: OrderStep,
  { id }: CreditApplication,
  { facts, request }: ApplicantReading,
  { points, against, outcome, terms, score, grade }: Assessment,
): Promise<CreditApplication> {
  const { limit, maxTerm, requires } = terms;
  const changes = [...whatWouldChange(facts, request, step.policy.credit)];
  const assessed = {
    points: [...points],
    against: [...against],
    changes,
    outcome,
    limit,
    maxTerm,
    exposure: request.exposure,
  };
  return creditApplications(step.client).change(id, {
    score,
    grade,
    requires: requires ?? null,
    assessment: assessedJson(assessed),
  });
}
