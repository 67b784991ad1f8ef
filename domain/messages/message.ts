import type { FailureHelp } from '../payment/failure-help.ts';

/** What a message is for (rules.md 26). The first three keep to consent, caps and quiet hours; the others are service. */
export const messagePurposes = [
  'reminder',
  'win_back',
  'instalment',
  'deadline_notice',
  'paid',
  'closed',
  'refunded',
  'credit_result',
  'promise',
  'shipment',
  'problem',
  'instalment_paid',
] as const;
export type MessagePurpose = (typeof messagePurposes)[number];

/** Channels that carry words. A call is a task with a script, not a message. */
export const writtenChannels = ['sms', 'email', 'push', 'in_app'] as const;
export type WrittenChannel = (typeof writtenChannels)[number];

/** The one benefit a reminder argues (product.md section 4). */
export const emphases = ['delivery', 'scarcity', 'trust', 'membership', 'none'] as const;
export type Emphasis = (typeof emphases)[number];

/** The purposes of what can still be paid, an order or an instalment; a message of any other never holds a pay link. */
export const payablePurposes: readonly MessagePurpose[] = [
  'reminder',
  'deadline_notice',
  'credit_result',
  'problem',
  'instalment',
];

export interface MessageLine {
  readonly name: string;
  readonly quantity: number;
  /** Minor units of the order's currency. */
  readonly unitPrice: number;
}

/** What a message may speak of. Amounts are minor units of `currency`, instants ISO UTC. */
export interface MessageData {
  readonly orderNumber: string;
  /** Left out where the shop has no name a buyer would know. */
  readonly shopName?: string;
  readonly buyerName?: string;
  readonly currency: string;
  readonly lines: readonly MessageLine[];
  readonly goods: number;
  readonly discount: number;
  readonly shippingFee: number;
  readonly total: number;
  readonly amountDue: number;
  readonly amountPaid?: number;
  readonly refundedAmount?: number;
  /** The time told to the buyer; null or left out where there is none. A reminder and a deadline notice need it. */
  readonly deadline?: string | null;
  /** The shop's zone: every time in the message is told in it. */
  readonly timeZone: string;
  readonly now: string;
  /** Opens the order's payment page. Ignored by the purposes of an order that can't be paid any more. */
  readonly payUrl?: string;
  /** Stops messages, one click. */
  readonly stopUrl?: string;
  /** Where a win-back leads: the goods, to order again. */
  readonly againUrl?: string;
  /** What a returning buyer gets (rules.md 24), in the words of the policy. */
  readonly perk?: string;
  /** A code of `messageReasons`; any other is told in general words. */
  readonly reason?: string;
  /** The order's `closedReason`. */
  readonly closedReason?: string;
  /** The instalment a message is about: `amount` is what is owed of it, or what was paid of one that is paid; days in the shop's zone. */
  readonly instalment?: {
    readonly number: number;
    readonly of: number;
    readonly amount: number;
    readonly dueOn: string;
    readonly nextTryOn?: string;
  };
  /** What to do after a payment failed: `helpFor(code)`. */
  readonly help?: FailureHelp;
  /** When it ships and arrives, `YYYY-MM-DD` in the shop's zone. */
  readonly promise?: { readonly shipsOn: string; readonly arrivesOn: string };
}

/**
 * The reasons the built-in templates have words for: `refunded` says why money went back, `credit_result` what was decided,
 * `shipment` where the parcel is, `problem` what is the matter, `instalment` where it stands.
 */
export const messageReasons = {
  refunded: [
    'late_payment',
    'duplicate',
    'overpaid',
    'underpaid',
    'wrong_currency',
    'sold_out',
    'cancelled',
    'requested',
  ],
  instalment: ['upcoming', 'due', 'declined', 'declined_hard', 'overdue'],
  credit_result: ['approved', 'approved_auto_debit', 'declined', 'review', 'not_owed'],
  shipment: ['out_for_delivery', 'failed_attempt', 'delivered', 'returned'],
  problem: [
    'payment_failed',
    'underpaid',
    'wrong_currency',
    'details',
    'payment_trouble',
    'change',
    'gift',
    'passed_on',
  ],
} as const satisfies Partial<Record<MessagePurpose, readonly string[]>>;

/** One message to word. */
export interface MessageRequest {
  readonly purpose: MessagePurpose;
  /** The reminder's stage; `last_call` says so in its subject. */
  readonly stage?: string;
  readonly emphasis?: Emphasis;
  /** A product's tag (`cute`) that has its own wording; one without is worded as usual. */
  readonly persona?: string;
  readonly channel: WrittenChannel;
  readonly locale: string;
  readonly data: MessageData;
}

/** Words ready to hand to a channel. `subject` is one line; `html` is there for e-mail only; `text` always. */
export interface RenderedMessage {
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
}
