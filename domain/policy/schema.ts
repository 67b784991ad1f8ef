import { z } from 'zod';
import { deductingMoments, orderChannels, orderKinds } from '../order/order.ts';
import { Credit, DeliveryPromise, Limits, Logistics, Rewards, Standing } from './sections.ts';
import {
  Amount,
  AtLeastOne,
  CalendarDate,
  Channel,
  Count,
  DailyTimes,
  Duration,
  EmphasisField,
  FewReminders,
  Fraction,
  Method,
  Region,
  Share,
  TimeZone,
  WallClock,
  distinct,
  distinctNonEmpty,
} from './fields.ts';

const Matched = z.string().min(1).max(64);

/** What an override applies to: exactly one of SKU, tag, campaign, order channel (rules.md 28). */
const Match = z
  .strictObject({
    sku: Matched.optional(),
    tag: Matched.optional(),
    campaign: z.string().min(1).max(200).optional(),
    channel: z.enum(orderChannels).optional(),
  })
  .refine(namesOneThing, 'must name exactly one of sku, tag, campaign, channel');

function namesOneThing({
  sku,
  tag,
  campaign,
  channel,
}: Partial<Record<'sku' | 'tag' | 'campaign' | 'channel', unknown>>) {
  return [sku, tag, campaign, channel].filter((thing) => thing !== undefined).length === 1;
}

const Validity = z.strictObject({
  normal: Duration,
  promotion: Duration,
  flash: Duration,
  made_to_order: Duration,
  overrides: z.array(z.strictObject({ match: Match, validity: Duration })),
});

const Calendar = z.strictObject({
  timeZone: TimeZone,
  region: Region,
  holidays: z.enum(['postpone', 'send']),
  weekends: z.enum(['send', 'postpone']),
  extraHolidays: z.array(CalendarDate),
  extraWorkdays: z.array(CalendarDate),
});

const PerkText = z.string().trim().min(1).max(500);
const Perk = z.strictObject({ text: PerkText });

const Reminders = z.strictObject({
  enabled: z.boolean(),
  strategy: z.enum(['slots', 'cutoff', 'delay']),
  slots: DailyTimes,
  cutoffs: DailyTimes,
  cutoffLead: Duration,
  delay: Duration,
  shortValidity: z.strictObject({
    under: Duration,
    fractions: distinct(Fraction),
    quietChannels: distinct(Channel),
  }),
  lastCall: Duration,
  quietHours: z.strictObject({ from: WallClock, to: WallClock, except: distinct(Channel) }),
  notBefore: Duration,
  gap: Duration,
  maxPerOrder: FewReminders,
  maxPerCustomerPerDay: FewReminders,
  channels: distinctNonEmpty(Channel),
  channelsPerReminder: AtLeastOne,
  /** Amount due from which a person calls instead of a message; null: never. */
  callFrom: Amount.nullable(),
  emphasis: z.strictObject({
    new: EmphasisField,
    second: EmphasisField,
    loyal: EmphasisField,
    lowStock: EmphasisField,
    beforeCutoff: EmphasisField,
  }),
  returningNeedPerk: z.boolean(),
  perks: z.strictObject({ second: Perk.optional(), loyal: Perk.optional(), member: Perk.optional() }),
});

/** Calls by a person instead of a message (product.md section 4, "Call tasks"). */
const CallTasks = z.strictObject({
  /** How long a task is one person's before another may take it. */
  claimFor: Duration,
  /** Calls without an answer after which an order is reminded by message again. */
  tries: Count,
  /** How long reminders are held once the buyer has said that he will pay. */
  willPayHold: Duration,
  /** What may be offered to a buyer who does not want his order any more, in the words he hears; null: nothing. */
  gift: z.strictObject({ text: PerkText }).nullable(),
});

/** One message after an order has closed (product.md section 4, "After closing"). */
const WinBack = z.strictObject({
  enabled: z.boolean(),
  after: Duration,
  oncePer: Duration,
  /** Where the message leads: where the goods can be ordered again. Null: it has no link. */
  againUrl: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://shop.example' })
    .nullable(),
});

const Payment = z.strictObject({
  methods: distinctNonEmpty(Method),
  pendingWait: Duration,
  latePayment: z.enum(['reinstate_or_refund', 'refund']),
  /** A refund that the provider had accepted and that came back is sent once more after so long, where its failure may pass. */
  refundAgainAfter: Duration,
  problemPauseMax: Duration,
  methodsByKind: z.partialRecord(z.enum(orderKinds), distinctNonEmpty(Method)),
});

/**
 * A whole policy: every number of product.md, by the field names of the default policy. Durations are ISO 8601, times
 * `HH:MM` in the calendar's zone, money minor units. Unknown fields are refused by name, so that a slip of the pen is not
 * silently the default. A slot inside quiet hours is valid; so is any duration from zero up (rules.md 22).
 */
export const PolicyDocument = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'must be 1 to 64 letters, digits, or . _ : -'),
  validity: Validity,
  grace: Duration,
  extension: z.strictObject({ buyer: Duration, buyerTimes: Count, staffMax: Duration }),
  methodDue: z.partialRecord(Method, Duration),
  neverClosed: z.strictObject({ methods: distinct(Method), channels: distinct(z.enum(orderChannels)) }),
  stock: z.strictObject({ deductOn: z.enum(deductingMoments), flashSharePerCustomer: Share }),
  limits: Limits,
  calendar: Calendar,
  reminders: Reminders,
  callTasks: CallTasks,
  winBack: WinBack,
  payment: Payment,
  credit: Credit,
  shipping: z.strictObject({ freeFrom: Amount.nullable() }),
  fulfilment: z.strictObject({ watch: Duration }),
  promise: DeliveryPromise,
  logistics: Logistics,
  rewards: Rewards,
  standing: Standing,
  alerts: z.strictObject({
    unpaidRateFactor: z.number().gt(0),
    /** The rate of the orders that ended in so long is compared with that of those that ended in so long before; `From`: of so many at least. */
    unpaidRateOver: Duration,
    unpaidRateUsual: Duration,
    unpaidRateFrom: AtLeastOne,
    unpaidBurstPerHour: AtLeastOne,
    largeOrder: Amount,
  }),
});

/** A policy that has been parsed: every field is there and means something. */
export type Policy = z.output<typeof PolicyDocument>;
export type ReminderPolicy = Policy['reminders'];
export type CalendarPolicy = Policy['calendar'];
