import type { PayCredit, PayDues } from '../../../console/pay/pay-credit-view.ts';
import type { PayView } from '../../../console/pay/pay-view.ts';

/** Six instalments of 41.17 and the like, one in each state. */
export const someDues: PayDues = {
  methods: ['card', 'alipay'],
  isDebited: true,
  instalments: (
    [
      { state: 'paid', owed: 0, isUnderWay: false, wasDeclined: true },
      { state: 'overdue', owed: 4_117, isUnderWay: false, wasDeclined: true },
      { state: 'due', owed: 4_117, isUnderWay: false, wasDeclined: true, nextTryOn: '2027-02-27' },
      { state: 'due', owed: 4_117, isUnderWay: true, wasDeclined: false },
      { state: 'planned', owed: 4_116, isUnderWay: false, wasDeclined: false },
      { state: 'void', owed: 0, isUnderWay: false, wasDeclined: false },
    ] as const
  ).map((facts, index) => ({
    number: index + 1,
    amount: index < 4 ? 4_117 : 4_116,
    paid: index === 0 ? 4_117 : 0,
    dueOn: ['2026-12-24', '2027-01-25', '2027-02-24', '2027-03-24', '2027-04-26', '2027-05-24'][index] ?? '',
    ...facts,
  })),
};

/** The page of an order of two lines, payable for another 2 h 15 min, opened by its buyer. */
export function aPayView(overrides: Partial<PayView> = {}): PayView {
  return {
    payer: 'buyer',
    state: { kind: 'payable' },
    shopName: 'Camellia',
    orderNumber: 'ord-7Hx2',
    revision: 3,
    version: 7,
    lines: [
      { sku: 'pot', name: 'Coffee pot', quantity: 1, unitPrice: 16900 },
      { sku: 'drip-bags', name: 'Drip bags', quantity: 2, unitPrice: 4500 },
    ],
    currency: 'CNY',
    goods: 25900,
    discount: 2000,
    shippingFee: 800,
    total: 24700,
    financed: 0,
    amountPaid: 0,
    amountRefunded: 0,
    amountDue: 24700,
    deadline: '2026-11-24T06:30:00.000Z',
    now: '2026-11-24T04:15:00.000Z',
    timeZone: 'Asia/Shanghai',
    methods: ['alipay', 'card', 'bank_transfer'],
    method: 'alipay',
    moreTime: 7_200_000,
    friendUrl: 'https://shop.example/pay/f',
    actions: {
      pay: '/pay/t/pay',
      method: '/pay/t/method',
      extend: '/pay/t/extend',
      lines: '/pay/t/lines',
      problem: '/pay/t/problem',
      cancel: '/pay/t/cancel',
      events: '/pay/t/events',
    },
    offers: [],
    rewards: [],
    ...overrides,
  };
}

/** An application that is being scored, for two instalments. */
export const anApplication: PayCredit = {
  state: 'scoring',
  progress: 0.4,
  expectedBy: '2026-11-24T05:00:00.000Z',
  reasons: [],
  plan: [
    { amount: 12_350, dueOn: '2026-12-24' },
    { amount: 12_350, dueOn: '2027-01-25' },
  ],
};
