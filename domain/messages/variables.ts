import { helpText } from '../payment/failure-help.ts';
import type { WordingLocale } from './locale.ts';
import {
  payablePurposes,
  type MessageData,
  type MessageLine,
  type MessagePurpose,
  type MessageRequest,
} from './message.ts';
import { moneyText } from './money-text.ts';
import { oneLine, shortened } from './one-line.ts';
import type { MessageLabels } from './templates/template.ts';
import { dateText, instantText, shortInstantText, timeLeftText } from './time-text.ts';

/** What a template of any purpose may name. Everything is text, ready to read; what the order does not have is null. */
const everywhere: readonly string[] = [
  'orderNumber shopName buyerName items itemsShort goods discount shippingFee total amountDue amountPaid refundedAmount',
  'deadline deadlineShort timeLeft stopUrl againUrl perk reason closedReason help emphasis stage shipsOn arrivesOn',
  'instalmentNumber instalmentCount instalmentAmount instalmentDueOn instalmentNextTryOn',
].flatMap((names) => names.split(' '));

/** The names a template of `purpose` may use: `payUrl` only where the order can still be paid (known-failures 27). */
export function variablesOf(purpose: MessagePurpose): readonly string[] {
  return payablePurposes.includes(purpose) ? [...everywhere, 'payUrl'] : everywhere;
}

/** A line as a template sees it. */
export interface ItemWords {
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly amount: string;
}

export type TemplateVariables = ReturnType<typeof templateVariables>;

/** The variables of one message, in words of `locale`. */
export function templateVariables(request: MessageRequest, locale: WordingLocale, labels: MessageLabels) {
  const { data, purpose } = request;
  const payUrl = payablePurposes.includes(purpose) ? { payUrl: data.payUrl ?? null } : {};
  return {
    ...orderWords(data, locale, labels),
    ...amountWords(data, locale),
    ...caseWords(request, locale),
    ...instalmentWords(data, locale),
    ...payUrl,
  };
}

function orderWords(data: MessageData, locale: WordingLocale, labels: MessageLabels) {
  const { deadline, promise } = data;
  return {
    orderNumber: oneLine(data.orderNumber),
    shopName: lineOrNull(data.shopName),
    buyerName: lineOrNull(data.buyerName),
    items: data.lines.map((line) => itemWords(line, data.currency, locale)),
    itemsShort: itemsShort(data.lines, labels),
    deadline: deadline ? instantText(deadline, data.timeZone, locale) : null,
    deadlineShort: deadline ? shortInstantText(deadline, data.timeZone, locale) : null,
    timeLeft: deadline ? timeLeftText(data.now, deadline, locale) : null,
    shipsOn: promise ? dateText(promise.shipsOn, locale) : null,
    arrivesOn: promise ? dateText(promise.arrivesOn, locale) : null,
    stopUrl: data.stopUrl ?? null,
    againUrl: data.againUrl ?? null,
  };
}

function amountWords(data: MessageData, locale: WordingLocale) {
  const words = (amount: number) => moneyText(amount, data.currency, locale);
  const unlessNone = (amount: number | undefined) => (amount ? words(amount) : null);
  return {
    goods: words(data.goods),
    total: words(data.total),
    discount: unlessNone(data.discount),
    shippingFee: unlessNone(data.shippingFee),
    amountDue: unlessNone(data.amountDue),
    amountPaid: unlessNone(data.amountPaid),
    refundedAmount: unlessNone(data.refundedAmount),
  };
}

function caseWords({ data, emphasis, stage }: MessageRequest, locale: WordingLocale) {
  return {
    perk: lineOrNull(data.perk),
    reason: data.reason ?? null,
    closedReason: data.closedReason ?? null,
    help: data.help ? helpText(data.help, locale) : null,
    emphasis: emphasis ?? 'none',
    stage: stage ?? null,
  };
}

function instalmentWords({ instalment, currency }: MessageData, locale: WordingLocale) {
  const { nextTryOn } = instalment ?? {};
  return {
    instalmentNumber: instalment?.number ?? null,
    instalmentCount: instalment?.of ?? null,
    instalmentAmount: instalment ? moneyText(instalment.amount, currency, locale) : null,
    instalmentDueOn: instalment ? dateText(instalment.dueOn, locale) : null,
    instalmentNextTryOn: nextTryOn === undefined ? null : dateText(nextTryOn, locale),
  };
}

function itemWords(line: MessageLine, currency: string, locale: WordingLocale): ItemWords {
  const { quantity, unitPrice } = line;
  return {
    name: shortened(oneLine(line.name), 80),
    quantity,
    unitPrice: moneyText(unitPrice, currency, locale),
    amount: moneyText(unitPrice * quantity, currency, locale),
  };
}

/** The first line's goods in a few words, and how many other lines there are: `Mug x2 and 1 more`. */
function itemsShort(lines: readonly MessageLine[], labels: MessageLabels): string {
  const [first] = lines;
  if (!first) return '';
  const name = shortened(oneLine(first.name), 24, labels.ellipsis);
  const counted = first.quantity > 1 ? `${name} ${labels.times}${first.quantity}` : name;
  return lines.length > 1 ? `${counted} ${labels.moreItems(lines.length - 1)}` : counted;
}

/** Text from outside as one line, or null where there is none. */
function lineOrNull(text: string | undefined): string | null {
  return oneLine(text ?? '') || null;
}
