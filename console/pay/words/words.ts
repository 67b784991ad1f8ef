import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { PaymentMethod } from '../../../domain/order/order.ts';
import type { ParcelState } from '../../../domain/parcel/parcel.ts';
import type { CancelReason } from '../../cancel-reasons.ts';
import type { PayNotice } from '../pay-notices.ts';
import type { ContactPart, PayShipment } from '../pay-view.ts';
import { en } from './en.ts';
import { zhCN } from './zh-cn.ts';

/** Everything the payment page says, in one language. */
export interface PayWords {
  readonly otherLanguage: { readonly locale: WordingLocale; readonly name: string };
  readonly skip: string;
  readonly order: string;
  readonly headings: Readonly<Record<PayHeading, string>>;
  readonly due: string;
  readonly timeLeft: string;
  readonly payBefore: (deadline: string) => string;
  readonly method: string;
  readonly methods: Readonly<Record<PaymentMethod, { readonly name: string; readonly hint?: string }>>;
  readonly pay: (amount: string) => string;
  /** What the button says where the buyer chooses to pay at the door. */
  readonly confirmDelivery: string;
  readonly afterPay: string;
  readonly transfer: Readonly<
    Record<'title' | 'how' | 'reference' | 'amount' | 'holder' | 'account' | 'bank', string>
  >;
  readonly saveMethod: string;
  readonly payNowInstead: string;
  readonly moreWays: string;
  readonly ways: WayWords;
  readonly paused: (since: string) => string;
  readonly whatHelps: string;
  readonly summary: string;
  readonly parts: Readonly<
    Record<'goods' | 'discount' | 'shipping' | 'total' | 'financed' | 'paid' | 'refunded' | 'due', string>
  >;
  readonly notices: Readonly<Record<PayNotice, string>>;
  /** How many there could be, after the notice `out_of_stock`. */
  readonly atMost: (name: string, most: number) => string;
  /** The page has been brought up to date under the reader's eyes. */
  readonly updated: string;
  /** It has changed while the reader was filling something in. */
  readonly changedMeanwhile: string;
  readonly showChange: string;
  readonly processing: string;
  readonly processingSteps: readonly [sent: string, confirming: string, done: string];
  readonly processingSince: (instant: string) => string;
  readonly closing: string;
  readonly busy: string;
  readonly refresh: string;
  readonly paidAt: (instant: string) => string;
  /** For an order that is not paid yet, but will be as agreed. */
  readonly confirmedAt: (instant: string) => string;
  readonly paidThanks: Readonly<Record<'buyer' | 'friend', string>>;
  /** For an order of which this much is paid later, as agreed; and whether the buyer has nothing else to do. */
  readonly financedThanks: (amount: string, isDone: boolean) => string;
  readonly nothingDue: string;
  readonly promise: (shipsOn: string, arrivesOn: string) => string;
  readonly shipped: string;
  readonly delivered: string;
  readonly onDelivery: (amount: string) => string;
  readonly expired: (deadline: string | undefined) => string;
  readonly closedReasons: Readonly<Record<string, string>>;
  readonly notCharged: string;
  readonly refunded: (amount: string) => string;
  readonly onItsWayBack: (amount: string) => string;
  readonly continueTo: string;
  readonly credit: CreditWords;
  readonly documents: DocumentWords;
  readonly parcel: ParcelWords;
  readonly contact: ContactWords;
  readonly rewards: string;
  readonly until: (instant: string) => string;
  readonly notFound: string;
  readonly trouble: string;
  readonly questions: string;
  readonly faq: readonly (readonly [question: string, answer: string])[];
}

/** What can be done besides paying oneself and now. */
export interface WayWords {
  readonly friend: {
    readonly title: string;
    readonly text: string;
    readonly link: string;
    readonly copy: string;
    readonly copied: string;
    readonly share: string;
  };
  readonly extend: {
    readonly title: string;
    readonly text: (more: string) => string;
    readonly button: (more: string) => string;
  };
  readonly lines: {
    readonly title: string;
    readonly text: string;
    readonly quantity: (name: string) => string;
    readonly fewer: (name: string) => string;
    readonly more: (name: string) => string;
    readonly button: string;
  };
  readonly problem: {
    readonly title: string;
    readonly text: string;
    readonly legend: string;
    readonly kinds: Readonly<Record<'cant_pay' | 'question' | 'other', string>>;
    readonly note: string;
    readonly button: string;
  };
  readonly cancel: {
    readonly title: string;
    readonly text: string;
    readonly legend: string;
    readonly reasons: Readonly<Record<CancelReason, string>>;
    readonly note: string;
    readonly button: string;
  };
}

/** A credit application, as it goes on. */
export interface CreditWords {
  readonly title: string;
  readonly progress: string;
  readonly states: Readonly<Record<string, string>>;
  readonly expectedBy: (instant: string) => string;
  readonly approved: string;
  readonly declined: string;
  /** About the card that instalments are paid from. */
  readonly autoDebit: Readonly<Record<'required' | 'bound', string>>;
  readonly plan: string;
  readonly offers: string;
}

/** Where the parcel is. */
export interface ParcelWords {
  readonly title: string;
  readonly states: Readonly<Record<ParcelState, string>>;
  readonly since: (instant: string) => string;
  readonly expectedOn: (day: string) => string;
  /** What can be said before a carrier has told anything. */
  readonly updates: Readonly<Record<PayShipment['updates'], string>>;
  readonly follow: string;
  readonly followHint: string;
}

/** Who takes the parcel, and where. */
export interface ContactWords {
  readonly title: string;
  readonly known: (parts: string) => string;
  readonly unknown: string;
  readonly parts: Readonly<Record<ContactPart, string>>;
  /** Between two parts. */
  readonly and: string;
  readonly button: string;
}

/** Documents about an application: what is asked for, how they are sent, what has come. */
export interface DocumentWords {
  readonly title: string;
  readonly text: string;
  /** What may be sent: `each` is how large one may be. */
  readonly limits: (each: string, left: number) => string;
  /** By the policy's codes; one that is not here is named by its code. */
  readonly kinds: Readonly<Record<string, { readonly name: string; readonly hint: string }>>;
  readonly received: (list: string) => string;
  readonly receivedOne: (name: string, count: number) => string;
  readonly separator: string;
  readonly full: string;
  readonly button: string;
}

export type PayHeading =
  | 'payable'
  | 'failed'
  | 'friend'
  | 'processing'
  | 'assessing'
  | 'closing'
  | 'busy'
  | 'paid'
  | 'financed'
  | 'on_delivery'
  | 'closed'
  | 'not_found'
  | 'trouble';

export const payWords: Readonly<Record<WordingLocale, PayWords>> = { 'zh-CN': zhCN, en };
