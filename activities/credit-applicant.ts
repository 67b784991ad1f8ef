import { localDayOf } from '../domain/calendar/local-time.ts';
import type { CreditRequest } from '../domain/credit/decision.ts';
import { monthsBetween } from '../domain/credit/instalments.ts';
import { overdueCount } from '../domain/credit/overdue-count.ts';
import type { CreditFacts } from '../domain/credit/scorecard.ts';
import { durationMs, later } from '../domain/duration.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { creditDocuments } from '../prisma/credit-documents.ts';
import { creditFacts } from '../prisma/credit-facts.ts';
import { standings } from '../prisma/standing.ts';
import { zoneOf } from './credit-progress.ts';
import type { OrderStep } from './order-step.ts';

/** What an application is decided on, and what was found out about it. */
export interface ApplicantReading {
  readonly facts: CreditFacts;
  readonly request: CreditRequest;
  readonly unjudgedDocuments: number;
}

/** Reads the applicant as he is now. Without a report the bureau's score counts as nothing. */
export async function readApplicant(
  step: OrderStep,
  application: Pick<CreditApplication, 'report' | 'amount' | 'term'>,
): Promise<ApplicantReading> {
  const { client, now, policy } = step;
  const order = step.order();
  const zone = await zoneOf(step);
  const applicant = await creditFacts(client).ofApplicant(order, zone);
  const since = later(now, -durationMs(policy.standing.window));
  const standing = await standings(client).count(order.customerId, { since });
  const documents = await creditDocuments(client).ofOrder(order.id);
  const judged = documents.filter(({ isAccepted }) => isAccepted);
  const { report, amount, term } = application;
  return {
    facts: {
      bureauScore: report?.score ?? 0,
      paidOrders: applicant.paidOrders,
      unpaidCloses: standing?.unpaidCloses ?? 0,
      accountMonths: monthsBetween(applicant.opened, localDayOf(now, zone)),
      acceptedDocuments: judged.map(({ kind }) => kind),
      overdueInstalments: overdueCount(
        { bureau: report?.overdueInstalments ?? 0, own: standing?.overdueInstalments ?? 0 },
        policy.credit.dues,
      ),
    },
    request: { amount, term, exposure: applicant.exposure },
    unjudgedDocuments: documents.length - judged.length,
  };
}
