import type { CreditWords } from './words.ts';

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** English. */
export const en: CreditWords = {
  factors: {
    bureau_score: (score) => `The credit bureau gives a score of ${score}.`,
    paid_orders: (n) =>
      n === 0 ? 'You have not paid an order with us yet.' : `You have paid ${count(n, 'order')} with us.`,
    unpaid_closes: (n) =>
      n === 0
        ? 'None of your orders closed unpaid lately.'
        : `${count(n, 'order')} of yours closed unpaid lately.`,
    account_months: (n) =>
      n === 0 ? 'Your account is new.' : `You have been with us for ${count(n, 'month')}.`,
    documents: (n) =>
      n === 0
        ? 'No document has been accepted.'
        : `${count(n, 'document')} of yours ${n === 1 ? 'was' : 'were'} accepted.`,
    overdue_instalments: (n) =>
      n === 0 ? 'You have no overdue instalments.' : `You have ${count(n, 'overdue instalment')}.`,
  },
  declined: {
    score_too_low: 'What we know of your paying is not enough yet to finance this order.',
    over_limit: 'The order and what you still have to pay are together more than we can finance for you.',
    term_too_long: 'We can not spread this order over so many months for you.',
  },
  approved: 'Your application meets the terms.',
  byPerson: {
    approved: 'A person approved your application.',
    declined: 'A person looked at your application and could not approve it.',
  },
  review: {
    close_to_boundary: 'It is a close decision, so a person looks at it.',
    documents: 'A person looks at your documents.',
    bureau_unreachable: 'The credit bureau does not answer, so a person looks at it.',
    wait_used_up:
      'It takes longer than it should, so a person looks at it. You can pay another way meanwhile.',
  },
  changes: {
    amount: (to) => `It would have been approved for up to ${to}.`,
    term: (to) => `It would have been approved over ${to} months.`,
    bureau_score: (to) => `A bureau score of ${to} would have changed it.`,
    paid_orders: (to) => `${to} paid orders would have changed it.`,
    account_months: (to) => `An account ${to} months old would have changed it.`,
    unpaid_closes: (to) => `Only ${to} unpaid orders would have changed it.`,
    overdue_instalments: (to) => `Only ${to} overdue instalments would have changed it.`,
    documents: (to) => `${to} accepted documents would have changed it.`,
  },
  offers: {
    down_payment: ({ down, rest, term }) =>
      term === 1 ? `Pay ${down} now and ${rest} later` : `Pay ${down} now and ${rest} in ${term} instalments`,
    fewer_instalments: ({ term, each }) => `Pay in ${count(term, 'instalment')} of ${each}`,
    documents: () => 'Send us documents, and we look at it again',
    outside_provider: ({ provider }) => `Pay in instalments with ${provider}`,
    pay_in_full_discount: ({ discount, total }) => `Pay now and save ${discount}: ${total} in all`,
    similar_goods: ({ goods, total }) => `Take ${goods} instead: ${total} in all`,
  },
};
