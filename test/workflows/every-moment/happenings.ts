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
];

/** The moments that differ in a state: a deadline runs only while an order is open, and one that is being closed is past it. */
export function momentsOf(state: StateName): readonly Moment[] {
  if (open.includes(state)) return keysOf(moments);
  return state === 'closing' ? ['after'] : ['before', 'after'];
}

/** What can happen in a state: a problem is resolved where there is one, and money besides the page comes where there is a page. */
export function happeningsOf(state: StateName): readonly Happening[] {
  return keysOf(happenings).filter(
    (happening) =>
      (happening !== 'resolved' || state === 'paused') &&
      (happening !== 'paysBesides' || state === 'linked' || state === 'processing'),
  );
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
