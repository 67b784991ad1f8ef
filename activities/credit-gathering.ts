import { durationMs, later } from '../domain/duration.ts';
import type { OrderState } from '../domain/order/state.ts';
import { isOpen } from '../domain/order/status.ts';
import { buyerOf } from '../prisma/buyers.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { creditReports } from '../prisma/credit-reports.ts';
import type { CreditReport } from '../prisma/credit-reports.ts';
import { orders } from '../prisma/orders.ts';
import { moveTo } from './credit-progress.ts';
import { putBeforePerson } from './credit-reviewing.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';

/** Asking a credit bureau, at most 10 s. What it answers at once is stored like a webhook of it (rules.md 12). */
export function creditCalls(dependencies: Dependencies) {
  return {
    /** Whether the bureau has taken the request; without a bureau there is nobody to ask, and reports come by themselves. */
    async askBureau({ orderId, now }: StepInput): Promise<{ readonly taken: boolean }> {
      const { client } = dependencies.database;
      const application = await creditApplications(client).undecided(orderId);
      const order = await orders(client).find(orderId);
      const { bureau } = dependencies;
      if (!application || !order || !bureau || application.report) return { taken: true };
      const { name, phone, email } = await buyerOf(client, order);
      const { id: applicationId, product, term, amount, currency } = application;
      const person = { name, phone, email };
      const answer = await bureau.requestReport({ applicationId, product, term, amount, currency, person });
      if (answer.state !== 'reported') return { taken: answer.state === 'requested' };
      const { id: eventId, at: occurredAt, score, overdueInstalments } = answer.report;
      const report = { provider: bureau.name, eventId, applicationId, occurredAt, score, overdueInstalments };
      await creditReports(client).store(report, { orderId, receivedAt: now });
      return { taken: true };
    },
  };
}

/** Gathering what an application is decided on. */
export function creditGatheringSteps(dependencies: Dependencies) {
  return {
    /** The bureau was asked: it is waited for; or it did not answer, and is asked again until a person looks. Never a silent no. */
    async bureauAsked(input: StepInput & { readonly taken: boolean }): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const application = await creditApplications(step.client).undecided(input.orderId);
        if (application && step.order().row.creditNext === 'ask_bureau') {
          if (input.taken) await waitForReport(step, application);
          else await askAgain(step, application);
        }
        await applyCreditReports(step);
      });
      return state;
    },

    /** Applies what bureaus have told us of the order's applications, whatever its status. */
    async takeCreditReports(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        await applyCreditReports(step);
      });
      return state;
    },
  };
}

async function waitForReport(step: OrderStep, { id }: CreditApplication): Promise<void> {
  await creditApplications(step.client).change(id, { askedAt: new Date(step.now) });
  await step.change({ creditNext: null, creditNextAt: null });
}

async function askAgain(step: OrderStep, { id, tries: before }: CreditApplication): Promise<void> {
  const { tries, again } = step.policy.credit.bureau;
  const application = await creditApplications(step.client).change(id, { tries: before + 1 });
  if (application.tries >= tries) return putBeforePerson(step, application, 'bureau_unreachable');
  await step.change({ creditNextAt: new Date(later(step.now, durationMs(again))) });
}

/** Makes of each stored report what it is worth: a score to decide on, or news that came late, twice, or for an older application. */
export async function applyCreditReports(step: OrderStep): Promise<void> {
  for (const report of await creditReports(step.client).unapplied(step.order().id)) {
    const outcome = await applyReport(step, report);
    await creditReports(step.client).markApplied(report, step.now, outcome);
    const { provider, applicationId: application, score, overdueInstalments } = report;
    step.tell({
      kind: 'credit_report',
      reason: outcome,
      actor: 'provider',
      facts: { provider, application, score, overdueInstalments },
    });
  }
}

async function applyReport(step: OrderStep, report: CreditReport): Promise<string> {
  const application = await creditApplications(step.client).find(report.applicationId);
  const { row, status } = step.order();
  const worthless = worthNothing(application, row.creditApplicationId, isOpen(status));
  if (worthless || !application) return worthless ?? 'unknown_application';
  const { score: bureauScore, overdueInstalments } = report;
  await step.change({ creditNext: 'score_credit', creditNextAt: new Date(step.now) });
  await moveTo(step, application, 'scoring', {
    bureauScore,
    overdueInstalments,
    reportedAt: new Date(step.now),
  });
  return 'taken';
}

/** Why a report changes nothing, or undefined when it does. */
function worthNothing(
  application: CreditApplication | undefined,
  newest: string | null,
  isOrderOpen: boolean,
): string | undefined {
  if (application?.id !== newest) return 'older_application';
  if (application?.decision) return 'already_decided';
  if (!isOrderOpen) return 'order_closed';
  if (application?.state === 'withdrawn') return 'withdrawn';
  return application?.report ? 'already_reported' : undefined;
}
