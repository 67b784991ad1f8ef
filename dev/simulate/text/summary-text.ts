import type { Comparison, Summary } from '../summary.ts';
import { money, number, part, points, total } from './numbers.ts';
import { table } from './table.ts';

export interface TitledSummary {
  readonly title: string;
  readonly summary: Summary;
}

/** One figure of a policy, and how it differs from the other's. */
interface Row {
  readonly name: string;
  readonly of: (summary: Summary) => string;
  readonly differs?: (comparison: Comparison) => string;
}

/** What each policy came to, side by side; with two, how the first differs from the second. */
export function summaryText(
  summaries: readonly TitledSummary[],
  comparison: Comparison | undefined,
  currency: string,
): string {
  const codes = [...new Set(summaries.flatMap(({ summary }) => Object.keys(summary.refused)))];
  const orders = summaries[0]?.summary.wanted ?? 0;
  const rows = [...moneyRows(currency, orders), ...burdenRows(orders), ...codes.toSorted().map(refusals)];
  const head = [
    '',
    ...summaries.map(({ title }) => title),
    ...(comparison ? ['difference (95 % interval)'] : []),
  ];
  return table([
    head,
    ...rows.map(({ name, of, differs }) => [
      name,
      ...summaries.map(({ summary }) => of(summary)),
      ...(comparison ? [differs?.(comparison) ?? ''] : []),
    ]),
  ]);
}

/** What came in. */
function moneyRows(currency: string, orders: number): readonly Row[] {
  const cash = (amount: number) => money(Math.round(amount), currency);
  const worth = ({ orders: count, kept }: { readonly orders: number; readonly kept: number }) =>
    `${count}, ${cash(kept)}`;
  return [
    { name: 'Orders to be placed', of: ({ wanted }) => number(wanted) },
    { name: 'Paid', of: ({ paid, wanted }) => part(paid, wanted), differs: ({ paid }) => points(paid) },
    {
      name: 'Money kept',
      of: ({ kept }) => cash(kept),
      differs: ({ perOrder }) => total(perOrder.kept, orders, cash),
    },
    { name: 'Paid within 24 h after a reminder', of: ({ afterReminder }) => worth(afterReminder) },
    { name: 'Ordered again after a win-back', of: ({ wonBack }) => worth(wonBack) },
  ];
}

/** What buyers and staff notice, and what stood in the shelves for nothing. */
function burdenRows(orders: number): readonly Row[] {
  return [
    {
      name: 'Reminders',
      of: ({ reminders, wanted }) => `${reminders}, ${number(reminders / Math.max(1, wanted), 2)} an order`,
      differs: ({ perOrder }) => total(perOrder.reminders, orders, number),
    },
    {
      name: 'Days with more than one for a buyer',
      of: ({ remindedDays: { repeated, buyerDays } }) => part(repeated, buyerDays),
      differs: ({ repeatedDays }) => points(repeatedDays),
    },
    {
      name: 'Buyers who stopped messages',
      of: ({ stoppedMessages, buyers }) => part(stoppedMessages, buyers),
      differs: ({ stoppedMessages }) => points(stoppedMessages),
    },
    {
      name: 'Calls for staff to make',
      of: ({ calls }) => number(calls),
      differs: ({ perOrder }) => total(perOrder.calls, orders, number),
    },
    {
      name: 'Stock-hours held for nothing',
      of: ({ stockHours }) => number(stockHours),
      differs: ({ perOrder }) => total(perOrder.stockHours, orders, number),
    },
    { name: 'Paid for and sold out by then', of: ({ soldOut }) => number(soldOut) },
    { name: 'Came to pay and could not any more', of: ({ cameTooLate }) => number(cameTooLate) },
  ];
}

function refusals(code: string): Row {
  return { name: `Refused: ${code}`, of: ({ refused }) => number(refused[code] ?? 0) };
}
