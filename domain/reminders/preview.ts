import type { WrittenChannel } from '../messages/message.ts';
import { writtenChannels } from '../messages/message.ts';
import type { Money } from '../money.ts';
import type { OrderChannel, OrderKind, PaymentMethod } from '../order/order.ts';
import type { Policy } from '../policy/schema.ts';
import { deadlinesOf } from '../validity/deadlines.ts';
import type { Deadlines } from '../validity/deadlines.ts';
import { kindOf } from '../validity/kind.ts';
import type { StandingLevel } from '../validity/standing-level.ts';
import { validityOf } from '../validity/validity.ts';
import { isWorthACall } from './channels.ts';
import type { Reach } from './channels.ts';
import { lacksPerk } from './perk.ts';
import { planReminders, withoutReminders } from './plan.ts';
import type { DroppedStage, PlannedStage, ReminderPlan } from './plan-input.ts';
import type { Segment } from './segments.ts';

/** An order that is not placed, as `POST /v1/policies/preview` takes it (api.md). */
export interface PreviewOrder {
  readonly placedAt: string;
  readonly customer?: {
    readonly consents?: Readonly<Partial<Record<WrittenChannel | 'call', boolean | undefined>>> | undefined;
  };
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly unitPrice: Money }[];
  readonly kind?: OrderKind | undefined;
  readonly channel?: OrderChannel | undefined;
  readonly paymentMethod?: PaymentMethod | undefined;
  readonly shipping?: { readonly fee?: Money | undefined } | undefined;
  readonly discount?: Money | undefined;
  readonly source?: { readonly campaign?: string | undefined } | undefined;
}

/** What is assumed of its buyer; left out: new, in good standing, never reminded. */
export interface PreviewCustomer {
  readonly segment?: Segment | undefined;
  readonly lastReminderAt?: string | undefined;
  readonly standing?: StandingLevel | undefined;
  readonly tags?: readonly string[] | undefined;
}

export interface PreviewInput {
  readonly policy: Policy;
  /** The shop's zone: `shopZone`. */
  readonly zone: string;
  readonly order: PreviewOrder;
  readonly customer?: PreviewCustomer | undefined;
}

export interface PolicyPreview {
  readonly deadline: string | null;
  readonly releaseAt: string | null;
  readonly reminders: readonly PlannedStage[];
  readonly dropped: readonly DroppedStage[];
}

/**
 * What a policy would do to an order (product.md, api.md): its deadlines, and the reminders it would plan the moment it is
 * placed. Rules that the input can decide are applied; what only rows know is taken to be favourable: the buyer has every
 * address and allows every channel that `consents` does not deny, and stock is plenty.
 */
export function previewPolicy({ policy, zone, order, customer = {} }: PreviewInput): PolicyPreview {
  const deadlines = deadlinesOfPreview(order, customer, policy);
  const facts = { order, customer, policy, reach: reachOf(order), amountDue: amountDueOf(order) };
  const plan = planReminders({
    ...facts,
    placedAt: order.placedAt,
    deadline: deadlines?.deadline ?? null,
    now: order.placedAt,
    zone,
    history: [],
    lowStock: false,
    segment: customer.segment ?? 'new',
    remindedOfOthersAt: customer.lastReminderAt ? [customer.lastReminderAt] : [],
  });
  const { stages, dropped } = withWhatIsDecided(plan, facts);
  return {
    deadline: deadlines?.deadline ?? null,
    releaseAt: deadlines?.releaseAt ?? null,
    reminders: stages,
    dropped,
  };
}

interface Facts {
  readonly order: PreviewOrder;
  readonly customer: PreviewCustomer;
  readonly policy: Policy;
  readonly reach: Reach;
  readonly amountDue: number;
}

/** Of product.md's list of reasons not to remind, those that the input decides, in its order. */
const decided: readonly (readonly [string, (facts: Facts) => boolean])[] = [
  ['nothing_due', ({ amountDue }) => amountDue === 0],
  ['distribution_order', ({ order }) => order.channel === 'distribution'],
  ['cash_on_delivery', ({ order }) => order.paymentMethod === 'cash_on_delivery'],
  ['buyer_blocked', ({ customer }) => customer.standing === 'blocked'],
  ['no_consent', ({ reach, amountDue, policy }) => !canBeReached(reach, amountDue, policy)],
  [
    'returning_without_perk',
    ({ customer: { segment = 'new', tags = [] }, policy }) => lacksPerk({ segment, tags }, policy.reminders),
  ],
];

/** A rule that holds at any time is the reason of every stage, also of those that found no place. */
function withWhatIsDecided(plan: ReminderPlan, facts: Facts): ReminderPlan {
  const reason = decided.find(([, holds]) => holds(facts))?.[0];
  return reason ? withoutReminders(plan, reason) : plan;
}

function deadlinesOfPreview(
  order: PreviewOrder,
  customer: PreviewCustomer,
  policy: Policy,
): Deadlines | null {
  const { placedAt, lines, channel = 'store', paymentMethod: method } = order;
  const kind = kindOf(order.kind, [], policy);
  const standing = customer.standing ?? 'good';
  const validityMs = validityOf({ kind, lines, campaign: order.source?.campaign, channel, standing, policy });
  return deadlinesOf({ placedAt, validityMs, method, channel, policy });
}

function reachOf({ customer }: PreviewOrder): Reach {
  const consents = customer?.consents ?? {};
  return {
    channels: writtenChannels.filter((channel) => consents[channel] !== false),
    call: consents.call !== false,
  };
}

function canBeReached(reach: Reach, amountDue: number, { reminders }: Policy): boolean {
  const writes = reminders.channels.some((channel) => reach.channels.includes(channel));
  return writes || (reach.call && isWorthACall(amountDue, reminders));
}

function amountDueOf({ lines, shipping, discount }: PreviewOrder): number {
  const goods = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0);
  return Math.max(0, goods - (discount?.amount ?? 0) + (shipping?.fee?.amount ?? 0));
}
