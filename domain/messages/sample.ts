import type { WordingLocale } from './locale.ts';
import { payablePurposes } from './message.ts';
import type { Emphasis, MessageData, MessagePurpose, MessageRequest, WrittenChannel } from './message.ts';

/** An order to try templates on: the same every time, so that a preview shows the template and nothing else. */
const order: Omit<MessageData, 'lines'> = {
  orderNumber: 'A-1042',
  currency: 'CNY',
  goods: 25_900,
  discount: 2_000,
  shippingFee: 800,
  total: 24_700,
  amountDue: 24_700,
  deadline: '2026-11-24T06:30:00.000Z',
  now: '2026-11-24T04:15:00.000Z',
  timeZone: 'Asia/Shanghai',
  payUrl: 'https://shop.example/l/Pay1Pay2Pay',
  stopUrl: 'https://shop.example/l/Stop1Stop2S',
};

const goods = {
  en: { buyerName: 'Lin', names: ['Coffee pot', 'Drip bags'], perk: 'free shipping on this order' },
  'zh-CN': { buyerName: '林悦', names: ['手冲咖啡壶', '挂耳咖啡'], perk: '本单免运费' },
} as const satisfies Record<WordingLocale, unknown>;

/** What belongs to a purpose beside the order. */
const cases: Readonly<Partial<Record<MessagePurpose, Partial<MessageData>>>> = {
  win_back: { againUrl: 'https://shop.example/again' },
  paid: { amountPaid: 24_700, promise: { shipsOn: '2026-11-24', arrivesOn: '2026-11-27' } },
  closed: { closedReason: 'deadline_passed' },
  refunded: { amountPaid: 24_700, refundedAmount: 24_700, reason: 'requested' },
  credit_result: { reason: 'declined' },
  promise: { promise: { shipsOn: '2026-11-24', arrivesOn: '2026-11-27' } },
  shipment: { reason: 'out_for_delivery' },
  problem: { reason: 'details' },
  instalment: { reason: 'upcoming', instalment: { number: 1, of: 3, amount: 8_234, dueOn: '2026-12-24' } },
  instalment_paid: { reason: 'debit', instalment: { number: 1, of: 3, amount: 8_234, dueOn: '2026-12-24' } },
};

export interface SampleWish {
  readonly purpose: MessagePurpose;
  readonly locale: WordingLocale;
  readonly stage?: string;
  readonly emphasis?: Emphasis;
  readonly persona?: string;
}

/** A message of a purpose as it would be worded for an order of two lines; with a perk where it argues membership. */
export function sampleRequest(
  { purpose, locale, stage, emphasis = 'trust', persona }: SampleWish,
  channel: WrittenChannel,
): MessageRequest {
  const { buyerName, names, perk } = goods[locale];
  const [pot, bags] = names;
  const lines = [
    { name: pot, quantity: 1, unitPrice: 16_900 },
    { name: bags, quantity: 2, unitPrice: 4_500 },
  ];
  const due = payablePurposes.includes(purpose) ? {} : { amountDue: 0 };
  return {
    purpose,
    channel,
    locale,
    emphasis,
    stage: stage ?? 'first',
    ...(persona === undefined ? {} : { persona }),
    data: {
      ...order,
      buyerName,
      lines,
      ...(emphasis === 'membership' ? { perk } : {}),
      ...due,
      ...cases[purpose],
    },
  };
}
