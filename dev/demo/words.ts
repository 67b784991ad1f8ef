import { z } from 'zod';
import type { JournalEntry } from '../../domain/journal.ts';

/** How instants and amounts are written for a person at this shop. */
export interface Writing {
  readonly time: (instant: string) => string;
  readonly amount: (minor: number, currency: string) => string;
}

/** The facts words are made of; whatever else an entry has stays in the journal. */
const Facts = z
  .object({
    deadline: z.string().nullable(),
    to: z.string(),
    total: z.number(),
    currency: z.string(),
    amount: z.number(),
    credited: z.number(),
    excess: z.number(),
    stage: z.string(),
    channels: z.array(z.string()),
    stages: z.array(z.object({ stage: z.string(), at: z.string() })),
    dropped: z.array(z.object({ stage: z.string(), reason: z.string() })),
    demand: z.array(z.object({ sku: z.string(), quantity: z.number() })),
    lines: z.array(z.object({ sku: z.string(), quantity: z.number() })),
    byMs: z.number(),
    method: z.string(),
  })
  .partial();

type Told = z.infer<typeof Facts> & { readonly reason: string };
type Words = (told: Told, writing: Writing) => string;

const HOUR_MS = 3_600_000;

const words: Readonly<Partial<Record<JournalEntry['kind'], Words>>> = {
  placed: ({ total = 0, currency = '', deadline }, { amount, time }) =>
    `ordered for ${amount(total, currency)}${deadline ? `, to be paid by ${time(deadline)}` : ''}`,
  stock_held: ({ demand }) => `stock held: ${pieces(demand)}`,
  stock_released: ({ demand }) => `stock given back: ${pieces(demand)}`,
  stock_committed: ({ demand }) => `stock taken for good: ${pieces(demand)}`,
  reminder_planned: ({ stages = [], dropped = [] }, { time }) =>
    [
      stages.length > 0
        ? `reminders planned: ${stages.map(({ stage, at }) => `${plain(stage)} at ${time(at)}`).join(', ')}`
        : 'no reminder planned',
      ...dropped.map(({ stage, reason }) => `${plain(stage)} left out (${plain(reason)})`),
    ].join('; '),
  reminder_sent: ({ stage = '', channels = [] }) =>
    `reminded (${plain(stage)}) by ${channels.map(plain).join(' and ')}`,
  reminder_skipped: ({ stage = '', reason }) => `not reminded (${plain(stage)}): ${plain(reason)}`,
  session_opened: ({ amount: due = 0, currency = '', method = '' }, { amount }) =>
    `payment page opened at the provider: ${amount(due, currency)} by ${plain(method)}`,
  payment_received: ({ amount: came = 0, currency = '', reason }, { amount }) =>
    `money came: ${amount(came, currency)} (${plain(reason)})`,
  modified: ({ lines }) => `changed by the buyer to ${pieces(lines)}`,
  extended: ({ to }, { time }) => `more time to pay${to ? `, until ${time(to)}` : ''}`,
  closing: () => 'time is up: no new payments, the provider is asked',
  expired: () => 'closed: it was not paid in time',
  late_payment: ({ amount: came = 0, currency = '', reason }, { amount }) =>
    `money came too late: ${amount(came, currency)} (${plain(reason)})`,
  taken_up_again: () => 'taken up again, in a workflow of its own',
  refund_requested: ({ amount: back = 0, currency = '', reason }, { amount }) =>
    `${amount(back, currency)} to go back (${plain(reason)})`,
  refunded: ({ amount: back = 0, currency = '' }, { amount }) =>
    `${amount(back, currency)} went back to the buyer`,
  refund_failed: ({ amount: back = 0, currency = '', reason }, { amount }) =>
    `${amount(back, currency)} did not reach the buyer (${plain(reason)})`,
  fast_forwarded: ({ byMs = 0 }) =>
    `(this order’s clock was moved ahead by ${Math.round((10 * byMs) / HOUR_MS) / 10} h)`,
  alert: ({ reason }) => `staff were told: ${plain(reason)}`,
};

interface ToldEntry {
  readonly kind: JournalEntry['kind'];
  readonly reason?: string | undefined;
  readonly facts: JournalEntry['facts'];
}

/** A journal entry in plain words. What has none of its own is told by its name and reason. */
export function wordsFor({ kind, reason = '', facts }: ToldEntry, writing: Writing): string {
  const told = Facts.safeParse(facts);
  const own = words[kind];
  if (own && told.success) return own({ ...told.data, reason }, writing);
  return reason === '' ? plain(kind) : `${plain(kind)} (${plain(reason)})`;
}

/** A code as words. */
export function plain(code: string): string {
  return code.replaceAll('_', ' ');
}

function pieces(demand: readonly { readonly sku: string; readonly quantity: number }[] = []): string {
  return demand.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ');
}
