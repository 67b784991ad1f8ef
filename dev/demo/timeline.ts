import { moneyText } from '../../domain/messages/money-text.ts';
import type { Colours } from './colours.ts';
import type { ShopMessage, ShopOrder } from './shop-api.ts';
import { plain, wordsFor } from './words.ts';
import type { Writing } from './words.ts';

/** How a person at the shop reads times and amounts. */
export function writingFor(timeZone: string): Writing {
  const when = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const amount = (minor: number, currency: string): string => moneyText(minor, currency, 'en');
  return { amount, time: (instant) => when.format(new Date(instant)).replace(',', '') };
}

interface Line {
  readonly at: string;
  readonly who: string;
  readonly text: string;
}

/** An order's life as a person reads it: its journal and its messages in the shop's time, and what it is now. */
export function timelineOf(
  { order, messages }: { readonly order: ShopOrder; readonly messages: readonly ShopMessage[] },
  writing: Writing,
  { faint, strong }: Colours,
): string {
  const told = (order.journal ?? []).map((entry) => ({
    at: entry.at,
    who: entry.actor,
    text: wordsFor(entry, writing),
  }));
  const lines = messages.map(messageLine).reduce<readonly Line[]>(placed, told);
  return [
    ...lines.map(({ at, who, text }) => `  ${faint(writing.time(at))}  ${faint(who.padEnd(8))}  ${text}`),
    `  ${strong(`→ ${summaryOf(order, writing)}`)}`,
  ].join('\n');
}

/** The journal keeps its own order; a message goes after the last entry that is not younger than it. */
function placed(lines: readonly Line[], message: Line): readonly Line[] {
  const before = lines.findLastIndex(({ at }) => Date.parse(at) <= Date.parse(message.at));
  return lines.toSpliced(before + 1, 0, message);
}

function messageLine({ at, sentAt, purpose, channel, to, subject, state }: ShopMessage): Line {
  const about = subject ?? plain(purpose);
  return {
    at: sentAt ?? at,
    who: 'message',
    text: `${plain(channel)} to ${to}, ${plain(state)}: “${about}”`,
  };
}

function summaryOf(
  { status, closedReason, amountPaid, amountDue, amountRefunded, workflowId }: ShopOrder,
  { amount }: Writing,
): string {
  const money = [
    ['paid', amountPaid],
    ['due', amountDue],
    ['refunded', amountRefunded],
  ] as const;
  const amounts = money.map(([what, { amount: minor, currency }]) => `${what} ${amount(minor, currency)}`);
  const why = closedReason === undefined ? '' : ` (${plain(closedReason)})`;
  return `${plain(status)}${why}: ${amounts.join(', ')}; workflow ${workflowId}`;
}
