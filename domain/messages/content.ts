import { renderText } from './liquid.ts';
import { payablePurposes, type MessagePurpose, type MessageRequest } from './message.ts';
import { oneLine } from './one-line.ts';
import type { MessageLabels, MessageTemplate } from './templates/template.ts';
import type { ItemWords, TemplateVariables } from './variables.ts';

/** A message in its parts, before it is text or HTML: both say the same. */
export interface MessageContent {
  readonly heading: string;
  readonly shopName: string | null;
  readonly paragraphs: readonly string[];
  readonly due: { readonly label: string; readonly amount: string; readonly until: string } | null;
  readonly link: { readonly label: string; readonly url: string } | null;
  readonly orderLabel: string;
  readonly orderNumber: string;
  readonly items: readonly ItemWords[];
  readonly moreItems: string | null;
  readonly amounts: readonly AmountRow[];
  readonly stop: { readonly label: string; readonly url: string } | null;
}

interface AmountRow {
  readonly label: string;
  readonly amount: string;
  readonly strong: boolean;
}

/** A mail names this many lines; the page has them all. */
const MOST_ITEMS = 20;

/** The purposes that show how the price comes together. */
const withAmounts: readonly MessagePurpose[] = [...payablePurposes, 'paid', 'refunded'];

/** Fills `template` and gathers what the frame adds. */
export function content(
  template: MessageTemplate,
  { purpose }: MessageRequest,
  variables: TemplateVariables,
  labels: MessageLabels,
): MessageContent {
  const { items, stopUrl } = variables;
  const more = items.length - MOST_ITEMS;
  return {
    heading: oneLine(renderText(template.heading, variables)),
    shopName: variables.shopName,
    paragraphs: paragraphs(renderText(template.body, variables)),
    due: dueOf(purpose, variables, labels),
    link: linkOf(template, variables),
    orderLabel: labels.order,
    orderNumber: variables.orderNumber,
    items: items.slice(0, MOST_ITEMS),
    moreItems: more > 0 ? labels.moreItems(more) : null,
    amounts: withAmounts.includes(purpose) ? amountRows(variables, labels) : [],
    stop: stopUrl ? { label: labels.stop, url: stopUrl } : null,
  };
}

/** The same as plain text. */
export function plainText(parts: MessageContent, labels: MessageLabels): string {
  const { due, link, stop, moreItems } = parts;
  const items = parts.items.map(({ name, quantity, amount }) => `- ${name} × ${quantity}  ${amount}`);
  const amounts = parts.amounts.map(({ label, amount }) => `${label}${labels.colon}${amount}`);
  const blocks = [
    [parts.heading],
    ...parts.paragraphs.map((paragraph) => [paragraph]),
    due ? [`${due.label}${labels.colon}${due.amount}`, due.until] : [],
    link ? [`${link.label}${labels.colon}${link.url}`] : [],
    [`${parts.orderLabel} ${parts.orderNumber}`, ...items, ...(moreItems ? [moreItems] : []), ...amounts],
    stop ? [`${stop.label}${labels.colon}${stop.url}`] : [],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.filter((line) => line !== '').join('\n'))
    .join('\n\n');
}

function paragraphs(body: string): string[] {
  return body
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter((paragraph) => paragraph !== '');
}

function dueOf(
  purpose: MessagePurpose,
  variables: TemplateVariables,
  labels: MessageLabels,
): MessageContent['due'] {
  const { amountDue, deadline } = variables;
  if (!amountDue || !payablePurposes.includes(purpose)) return null;
  return {
    label: labels.amountDue,
    amount: amountDue,
    until: deadline ? `${labels.payBefore}${labels.colon}${deadline}` : '',
  };
}

/** The one link of a message: to pay where that is possible, else to order again. */
function linkOf({ button }: MessageTemplate, variables: TemplateVariables): MessageContent['link'] {
  const url = variables.payUrl ?? variables.againUrl;
  return button && url ? { label: oneLine(renderText(button, variables)), url } : null;
}

function amountRows(variables: TemplateVariables, labels: MessageLabels): AmountRow[] {
  const { discount } = variables;
  const rows = [
    [labels.goods, variables.goods],
    [labels.discount, discount && `-${discount}`],
    [labels.shippingFee, variables.shippingFee],
    [labels.total, variables.total],
    [labels.amountPaid, variables.amountPaid],
    [labels.refunded, variables.refundedAmount],
  ] as const;
  return rows.flatMap(([label, amount]) =>
    amount ? [{ label, amount, strong: label === labels.total }] : [],
  );
}
