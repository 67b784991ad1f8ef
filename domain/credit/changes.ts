import type { Policy } from '../policy/schema.ts';
import { assess, judge } from './decision.ts';
import type { CreditRequest } from './decision.ts';
import { creditFactors, scoreOf } from './scorecard.ts';
import type { CreditFacts } from './scorecard.ts';

type CreditPolicy = Policy['credit'];

/** What could have been otherwise: what was asked for, or a factor of the score. */
export const changeable = ['amount', 'term', ...creditFactors] as const;

/**
 * The least that would have changed a decline, one thing at a time; `to` is the value it would have taken. Minor units for amounts,
 * months for terms and accounts, counts for all else.
 */
export interface DecisiveChange {
  readonly what: (typeof changeable)[number];
  readonly from: number;
  readonly to: number;
}

/** One thing that could have been otherwise: the values it could have had, the nearest first. */
interface Lever {
  readonly what: DecisiveChange['what'];
  readonly from: number;
  readonly others: Iterable<number>;
  readonly apply: (value: number) => { readonly facts: CreditFacts; readonly request: CreditRequest };
}

/**
 * What would have changed a decline, computed by deciding again with each thing changed by as little as does it; what can't do it
 * alone is not named. Empty for what is not declined.
 */
export function whatWouldChange(
  facts: CreditFacts,
  request: CreditRequest,
  policy: CreditPolicy,
): readonly DecisiveChange[] {
  const declined = (of: CreditFacts, asked: CreditRequest) =>
    assess(of, asked, policy).outcome === 'declined';
  if (!declined(facts, request)) return [];
  return levers(facts, request, policy).flatMap(({ what, from, others, apply }) => {
    for (const to of others) {
      const { facts: changed, request: asked } = apply(to);
      if (!declined(changed, asked)) return [{ what, from, to }];
    }
    return [];
  });
}

/** The largest amount that could be approved at this score, minor units; 0 where none can. */
export function largestAmount(facts: CreditFacts, request: CreditRequest, policy: CreditPolicy): number {
  const { terms } = judge(scoreOf(facts, policy), request, policy);
  return Math.max(0, terms.limit - request.exposure);
}

function levers(facts: CreditFacts, request: CreditRequest, policy: CreditPolicy): readonly Lever[] {
  const { factors } = policy;
  const fact = (what: DecisiveChange['what'], name: CountedFact, others: Iterable<number>): Lever => ({
    what,
    from: facts[name],
    others,
    apply: (value) => ({ facts: { ...facts, [name]: value }, request }),
  });
  const most = largestAmount(facts, request, policy);
  const kinds = new Set(facts.acceptedDocuments);
  const { maxTerm } = judge(scoreOf(facts, policy), request, policy).terms;
  return [
    {
      what: 'amount',
      from: request.amount,
      others: 0 < most && most < request.amount ? [most] : [],
      apply: (amount) => ({ facts, request: { ...request, amount } }),
    },
    {
      what: 'term',
      from: request.term,
      others: maxTerm < request.term ? [maxTerm] : [],
      apply: (term) => ({ facts, request: { ...request, term } }),
    },
    fact('bureau_score', 'bureauScore', upTo(facts.bureauScore, 1000)),
    fact('paid_orders', 'paidOrders', upTo(facts.paidOrders, factors.paidOrdersCap)),
    fact('account_months', 'accountMonths', upTo(facts.accountMonths, factors.accountMonthsCap)),
    fact('unpaid_closes', 'unpaidCloses', downToNothing(facts.unpaidCloses)),
    fact('overdue_instalments', 'overdueInstalments', downToNothing(facts.overdueInstalments)),
    {
      what: 'documents',
      from: kinds.size,
      others: upTo(kinds.size, policy.documents.kinds.length),
      apply: (count) => ({ facts: withDocuments(facts, count, policy), request }),
    },
  ];
}

type CountedFact = Exclude<keyof CreditFacts, 'acceptedDocuments'>;

/** The facts as they would be with `count` kinds of documents accepted, the missing ones of the policy's kinds first. */
export function withDocuments(facts: CreditFacts, count: number, policy: CreditPolicy): CreditFacts {
  const kinds = new Set(facts.acceptedDocuments);
  const missing = policy.documents.kinds
    .filter((kind) => !kinds.has(kind))
    .slice(0, Math.max(0, count - kinds.size));
  return { ...facts, acceptedDocuments: [...facts.acceptedDocuments, ...missing] };
}

function upTo(from: number, most: number): number[] {
  return Array.from({ length: Math.max(0, most - from) }, (_, index) => from + index + 1);
}

function downToNothing(from: number): number[] {
  return Array.from({ length: from }, (_, index) => from - index - 1);
}
