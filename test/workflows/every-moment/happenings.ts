/** Where an order is when something happens to it. */
export const states = {
  awaiting: 'waits to be paid',
  linked: 'waits, its payment page is open at the provider',
  processing: 'a payment is under way',
  partPaid: 'waits, 60.00 of 100.00 are paid',
  paused: 'waits, a problem is open',
  unheld: 'waits, its stock is taken only when it is paid',
  soldOut: 'waits, its stock is taken only when it is paid, and has been sold to others',
  closing: 'is being closed, and the provider does not answer',
  cashOnDelivery: 'is confirmed, cash on delivery',
  paid: 'is paid',
  shipped: 'is shipped',
  delivered: 'is delivered',
  cancelled: 'was cancelled by its buyer',
  applied: 'waits for a credit bureau, its deadline stands still',
  inReview: 'waits for a person to decide on credit, its deadline stands still',
  declined: 'waits to be paid after credit was declined, with an offer open',
  financed: 'is paid later, its card not yet bound',
  standingAside: 'stands aside for an order that is to replace it',
  superseded: 'was superseded by a newer order',
  merged: 'was merged with another of its buyer’s',
} as const;
export type StateName = keyof typeof states;

/** When it happens, on the order's own clock. */
export const moments = {
  before: 'before the deadline',
  deadline: 'in the same task as the deadline',
  grace: 'in the grace',
  after: 'when its time is up',
} as const;
export type Moment = keyof typeof moments;

/** What happens. */
export const happenings = {
  nothing: 'nothing',
  pays: 'what is due is paid',
  paysToldTwice: 'what is due is paid, and told twice',
  paysTwice: 'what is due is paid two times over',
  paysBesides: 'what is due is paid, and not through its payment page',
  paysLess: '30.00 are paid',
  paysMore: '20.00 more than is due are paid',
  paysEuros: '100.00 EUR are paid',
  paysForeign: 'money comes that belongs to another order’s payment page',
  fails: 'the payment fails',
  processes: 'a payment gets under way',
  givenBack: 'the provider gives back what it has',
  buyerCancels: 'the buyer cancels',
  staffCancel: 'staff cancel',
  staffForce: 'staff cancel by force',
  more: 'the buyer wants 3 pieces',
  fewer: 'the buyer wants 1 piece',
  toAlipay: 'the buyer chooses Alipay',
  toBankTransfer: 'the buyer chooses bank transfer',
  toCashOnDelivery: 'the buyer chooses cash on delivery',
  extends: 'the buyer asks for more time',
  staffExtend: 'staff give a day more',
  problem: 'the buyer reports a problem',
  resolved: 'staff resolve the problem',
  ships: 'it is shipped',
  delivers: 'it is delivered',
  refundAll: 'staff give all money back',
  refundPart: 'staff give 25.00 back',
  applies: 'the buyer applies to pay later',
  approved: 'the bureau’s report approves',
  declined: 'the bureau’s report declines',
  personApproves: 'a person approves',
  personDeclines: 'a person declines',
  acceptsOffer: 'the buyer takes the offer, 5.00 off',
  bindsCard: 'the buyer binds a card',
  isSuperseded: 'the buyer orders anew instead of it',
  isMerged: 'the buyer merges it with another of his',
} as const;
export type Happening = keyof typeof happenings;

export interface Row {
  readonly state: StateName;
  readonly moment: Moment;
  readonly happening: Happening;
}

/** States in which the deadline runs. */
const open: readonly StateName[] = [
  'awaiting',
  'linked',
  'processing',
  'partPaid',
  'paused',
  'unheld',
  'soldOut',
  'declined',
];

/** States in which something else ends first: the wait for credit, or the minute in which an order stands aside. */
const suspended: readonly StateName[] = ['applied', 'inReview', 'standingAside'];

/** The moments that differ in a state: a deadline runs only while an order is open, and one that is being closed is past it. */
export function momentsOf(state: StateName): readonly Moment[] {
  if (open.includes(state)) return keysOf(moments);
  if (suspended.includes(state)) return ['before', 'deadline', 'after'];
  return state === 'closing' ? ['after'] : ['before', 'after'];
}

/** Where something can happen that can't happen everywhere: there must be a problem, a page, an application, a review, an offer. */
const only: Partial<Record<Happening, readonly StateName[]>> = {
  resolved: ['paused'],
  paysBesides: ['linked', 'processing'],
  approved: ['applied', 'inReview', 'declined', 'financed'],
  declined: ['applied', 'inReview', 'declined', 'financed'],
  personApproves: ['inReview'],
  personDeclines: ['inReview'],
  acceptsOffer: ['declined'],
  bindsCard: ['awaiting', 'applied', 'declined', 'financed', 'cancelled'],
};

export function happeningsOf(state: StateName): readonly Happening[] {
  return keysOf(happenings).filter((happening) => only[happening]?.includes(state) ?? true);
}

export const rows: readonly Row[] = keysOf(states).flatMap((state) =>
  momentsOf(state).flatMap((moment) =>
    happeningsOf(state).map((happening) => ({ state, moment, happening })),
  ),
);

export function keysOf<const T extends object>(table: T): (keyof T & string)[] {
  const isKey = (key: string): key is keyof T & string => key in table;
  return Object.keys(table).filter(isKey);
}
