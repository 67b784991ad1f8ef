import type { WordingLocale } from '../messages/locale.ts';

/** Why a payment failed, in the product's words (product.md section 5). `other`: the provider gave no reason we know. */
export const failureKinds = ['no_funds', 'authentication', 'limit', 'network', 'other'] as const;
export type FailureKind = (typeof failureKinds)[number];

/** What a buyer can do about it. */
export const advices = [
  'another_method',
  'friend',
  'instalments',
  'more_time',
  'retry',
  'split',
  'bank_transfer',
] as const;
export type Advice = (typeof advices)[number];

/** Help that fits one failure: the best advice first. */
export interface FailureHelp {
  readonly code: FailureKind;
  readonly advice: readonly Advice[];
}

/** product.md section 5: no funds → another method, a friend, instalments, more time; authentication → retry; limit → split or bank transfer; network → retry. */
const adviceFor: Record<FailureKind, readonly Advice[]> = {
  no_funds: ['another_method', 'friend', 'instalments', 'more_time'],
  authentication: ['retry'],
  limit: ['split', 'bank_transfer'],
  network: ['retry'],
  other: ['retry', 'another_method'],
};

/** Codes as payment providers spell them, Stripe's decline codes among them. */
const kindOf: ReadonlyMap<string, FailureKind> = new Map([
  ...codes('no_funds', 'insufficient_funds insufficient_balance balance_not_enough not_sufficient_funds'),
  ...codes(
    'authentication',
    'authentication_failed authentication_required payment_intent_authentication_failure',
  ),
  ...codes(
    'authentication',
    'three_d_secure_failed 3ds_failed incorrect_cvc incorrect_pin incorrect_password',
  ),
  ...codes('limit', 'limit_exceeded amount_limit_exceeded daily_limit_exceeded amount_too_large'),
  ...codes('limit', 'withdrawal_count_limit_exceeded card_velocity_exceeded'),
  ...codes('network', 'network_error timeout processing_error issuer_not_available try_again_later'),
]);

/** The help for a provider's failure code, in any case; a code nobody knows gets `other`. */
export function helpFor(code: string): FailureHelp {
  const kind = kindOf.get(code.toLowerCase()) ?? 'other';
  return { code: kind, advice: adviceFor[kind] };
}

/** The same help without what this order can't do; never empty: at least another method, or to try again. */
export function possibleHelp(help: FailureHelp, can: (advice: Advice) => boolean): FailureHelp {
  const advice = help.advice.filter(can);
  if (advice.length > 0) return { code: help.code, advice };
  return { code: help.code, advice: [can('another_method') ? 'another_method' : 'retry'] };
}

/** The help in words: why it failed, then one sentence for each advice, in its order. */
export function helpText(
  help: FailureHelp,
  locale: WordingLocale,
): { readonly what: string; readonly advice: readonly string[] } {
  const words = wording[locale];
  return { what: words.what[help.code], advice: help.advice.map((advice) => words.advice[advice]) };
}

interface HelpWording {
  readonly what: Record<FailureKind, string>;
  readonly advice: Record<Advice, string>;
}

const wording: Record<WordingLocale, HelpWording> = {
  'zh-CN': {
    what: {
      no_funds: '账户余额不足，没有扣款。',
      authentication: '身份验证没有通过，没有扣款。',
      limit: '金额超过了这个账户或银行卡的限额，没有扣款。',
      network: '网络中断，没有扣款。',
      other: '支付平台没有说明原因。',
    },
    advice: {
      another_method: '换一种支付方式。',
      friend: '请朋友代付：把代付链接发给他。',
      instalments: '选择分期付款，每期少付一些。',
      more_time: '申请延长付款时间，商品继续为您保留。',
      retry: '再试一次。',
      split: '分两次支付，每次金额低于限额。',
      bank_transfer: '改用银行转账，不受该限额影响。',
    },
  },
  en: {
    what: {
      no_funds: 'There was not enough money in the account. Nothing was charged.',
      authentication: 'Your identity could not be confirmed. Nothing was charged.',
      limit: 'The amount is above the limit of this account or card. Nothing was charged.',
      network: 'The connection broke. Nothing was charged.',
      other: 'The payment provider did not say why.',
    },
    advice: {
      another_method: 'Choose another payment method.',
      friend: 'Ask a friend to pay: send them the payment link.',
      instalments: 'Pay in instalments, a smaller amount each time.',
      more_time: 'Ask for more time: your goods stay reserved.',
      retry: 'Try again.',
      split: 'Pay in two parts, each below the limit.',
      bank_transfer: 'Pay by bank transfer: that limit does not apply.',
    },
  },
};

/** Each of `names` (apart by spaces) and the kind's own name mean `kind`. */
function codes(kind: FailureKind, names: string): (readonly [string, FailureKind])[] {
  return [kind, ...names.split(' ')].map((name) => [name, kind] as const);
}
