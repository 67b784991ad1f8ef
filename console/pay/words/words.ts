import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { PaymentMethod } from '../../../domain/order/order.ts';
import type { PayNotice } from '../pay-view.ts';
import { en } from './en.ts';
import { zhCN } from './zh-cn.ts';

/** Everything the payment page says, in one language. */
export interface PayWords {
  readonly otherLanguage: { readonly locale: WordingLocale; readonly name: string };
  readonly order: string;
  readonly headings: Readonly<Record<PayHeading, string>>;
  readonly due: string;
  readonly timeLeft: string;
  readonly payBefore: (deadline: string) => string;
  readonly method: string;
  readonly methods: Readonly<Record<PaymentMethod, { readonly name: string; readonly hint?: string }>>;
  readonly pay: (amount: string) => string;
  readonly afterPay: string;
  readonly saveMethod: string;
  readonly friend: string;
  readonly extend: string;
  readonly moreWays: string;
  readonly failed: string;
  readonly whatHelps: string;
  readonly summary: string;
  readonly parts: Readonly<
    Record<'goods' | 'discount' | 'shipping' | 'total' | 'financed' | 'paid' | 'refunded' | 'due', string>
  >;
  readonly notices: Readonly<Record<PayNotice, string>>;
  readonly processing: string;
  readonly closing: string;
  readonly refresh: string;
  readonly paidAt: (instant: string) => string;
  readonly paidThanks: Readonly<Record<'buyer' | 'friend', string>>;
  readonly promise: (shipsOn: string, arrivesOn: string) => string;
  readonly onDelivery: (amount: string) => string;
  readonly expired: (deadline: string | undefined) => string;
  readonly closedReasons: Readonly<Record<string, string>>;
  readonly notCharged: string;
  readonly refunded: (amount: string) => string;
  readonly onItsWayBack: (amount: string) => string;
  readonly continueTo: string;
  readonly notFound: string;
  readonly questions: string;
  readonly faq: readonly (readonly [question: string, answer: string])[];
}

export type PayHeading =
  'payable' | 'friend' | 'processing' | 'closing' | 'paid' | 'on_delivery' | 'closed' | 'not_found';

export const payWords: Readonly<Record<WordingLocale, PayWords>> = { 'zh-CN': zhCN, en };
