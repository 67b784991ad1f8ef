import type { CreditRequest } from '../../../domain/credit/decision.ts';
import type { RescueFacts } from '../../../domain/credit/rescue.ts';
import { assess } from '../../../domain/credit/decision.ts';
import type { CreditFacts } from '../../../domain/credit/scorecard.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';

export const { credit } = defaultPolicy;

/** An applicant nobody knows, but for a bureau score of 600. */
export function someFacts(changes: Partial<CreditFacts> = {}): CreditFacts {
  return {
    bureauScore: 600,
    paidOrders: 0,
    unpaidCloses: 0,
    accountMonths: 0,
    acceptedDocuments: [],
    overdueInstalments: 0,
    ...changes,
  };
}

/** 100.00, later, by somebody who owes nothing. */
export function someRequest(changes: Partial<CreditRequest> = {}): CreditRequest {
  return { amount: 10_000, exposure: 0, term: 1, ...changes };
}

/** A declined application for one mug at the price of all. */
export function aDecline(
  score: number,
  request: Partial<CreditRequest> = {},
  changes: Partial<RescueFacts> = {},
): RescueFacts {
  const asked = someRequest(request);
  const facts = changes.facts ?? someFacts({ bureauScore: score });
  return {
    facts,
    request: asked,
    assessment: assess(facts, asked, credit),
    goods: asked.amount,
    lines: [{ sku: 'mug', quantity: 1, unitPrice: asked.amount }],
    onSale: [],
    providers: ['evenpay', 'stepwise', 'laterfin'],
    policy: credit,
    ...changes,
  };
}
