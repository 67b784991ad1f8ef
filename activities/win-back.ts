import { localDayOf } from '../domain/calendar/local-time.ts';
import { shopZone } from '../domain/calendar/shop-zone.ts';
import { between, durationMs, later } from '../domain/duration.ts';
import { perkFor } from '../domain/reminders/perk.ts';
import { segmentOf } from '../domain/reminders/segments.ts';
import { isForGood, reasonNotToWinBack } from '../domain/reminders/win-back.ts';
import type { WinBackFacts, WinBackReason } from '../domain/reminders/win-back.ts';
import { legalChannels } from '../domain/reminders/legal-time.ts';
import type { LegalTime } from '../domain/reminders/legal-time.ts';
import { winBackTime } from '../domain/reminders/win-back-time.ts';
import { demandOf } from '../domain/stock.ts';
import type { Buyer } from '../prisma/buyers.ts';
import { reminderRecord } from '../prisma/reminder-record.ts';
import { WIN_BACK, winBackRecord } from '../prisma/win-back-record.ts';
import type { Dependencies } from './dependencies.ts';
import { queueMessages } from './messages.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { personaOf } from './persona.ts';
import { reachableOn } from './reach.ts';

/** `next`: when to decide again, null when there is nothing to wait for. `sent`: a message is queued. */
export interface WinBackAnswer {
  readonly next: string | null;
  readonly sent: boolean;
}

const over: WinBackAnswer = { next: null, sent: false };

/** One message after an order has closed (product.md section 4, "After closing"; rules.md 26 and 27). */
export function winBackSteps(dependencies: Dependencies) {
  return {
    /**
     * Decides under the buyer's lock whether the win-back of a closed order goes out now, and queues it; moves it to the next legal
     * time; or drops it. The journal says why. Before its time, and once it is decided, it only answers what to wait for.
     */
    async decideWinBack(input: StepInput): Promise<WinBackAnswer> {
      return (await orderStep(dependencies, input, decide)).result;
    },
  };
}

/**
 * Sets the time at which the buyer of an order that closes in this step may be won back; answers whether there is one. Where it is
 * known already that he is not, the journal says why.
 */
export async function planWinBack(step: OrderStep): Promise<boolean> {
  if (!step.policy.winBack.enabled) return false;
  const { reason, time } = await readForWinBack(step);
  const inTheWay = reason && isForGood(reason) ? reason : time.at === undefined ? time.reason : undefined;
  if (inTheWay) step.tell({ kind: 'win_back_skipped', reason: inTheWay, facts: {} });
  else step.changeLater({ winBackAt: time.at === undefined ? null : new Date(time.at) });
  return !inTheWay;
}

interface WinBackReading {
  readonly buyer: Buyer;
  readonly zone: string;
  readonly facts: WinBackFacts;
  readonly reason: WinBackReason | undefined;
  readonly time: LegalTime;
}

async function readForWinBack(step: OrderStep): Promise<WinBackReading> {
  const order = step.order();
  const { policy, client, now } = step;
  const buyer = await step.buyer();
  const zone = shopZone({ timeZone: buyer.timeZone }, policy.calendar);
  const closedAt = order.row.closedAt?.toISOString() ?? now;
  const due = later(closedAt, durationMs(policy.winBack.after));
  const wonBackSince = later(between(now, due) > 0 ? due : now, -durationMs(policy.winBack.oncePer));
  const others = await winBackRecord(client, order, { closedAt, now, wonBackSince });
  const record = {
    ...others,
    unwanted: others.unwanted + (order.closedReason === 'cancelled_by_buyer' ? 1 : 0),
  };
  const channels = reachableOn(step.dependencies, buyer);
  const facts: WinBackFacts = {
    order,
    buyer: { blocked: buyer.standing === 'blocked', ...record },
    channels: channels.filter((channel) => policy.reminders.channels.includes(channel)),
    soldOut: await isSoldOut(step),
    policy: policy.winBack,
  };
  const time = winBackTime({ closedAt, now, policy, zone, channels, remindedAt: record.remindedAt });
  return { buyer, zone, facts, reason: reasonNotToWinBack(facts), time };
}

async function isSoldOut(step: OrderStep): Promise<boolean> {
  const demand = demandOf(step.order().lines);
  const available = await reminderRecord(step.client).availableOf(demand.map(({ sku }) => sku));
  return demand.some(({ sku, quantity }) => (available.get(sku) ?? 0) < quantity);
}

async function decide(step: OrderStep): Promise<WinBackAnswer> {
  const planned = step.order().row.winBackAt?.toISOString();
  if (planned === undefined) return over;
  if (between(step.now, planned) > 0) return { next: planned, sent: false };
  const reading = await readForWinBack(step);
  const { reason, time } = reading;
  if (reason) return skip(step, reading, reason);
  if (time.at === undefined) return skip(step, reading, time.reason ?? 'daily_cap');
  return between(step.now, time.at) > 0 ? postpone(step, time.at, time.reason) : send(step, reading);
}

async function postpone(step: OrderStep, at: string, reason: string | undefined): Promise<WinBackAnswer> {
  await step.change({ winBackAt: new Date(at) });
  step.tell({
    kind: 'win_back_postponed',
    ...(reason === undefined ? {} : { reason }),
    facts: { until: at },
  });
  return { next: at, sent: false };
}

async function skip(step: OrderStep, reading: WinBackReading, reason: string): Promise<WinBackAnswer> {
  await record(step, reading, { outcome: 'skipped', reason, channels: [], segment: null });
  const { buyer, soldOut } = reading.facts;
  const { unwanted, boughtSince, hasOpenOrder, wonBackLately } = buyer;
  const facts = { unwanted, boughtSince, hasOpenOrder, wonBackLately, soldOut };
  step.tell({ kind: 'win_back_skipped', reason, facts });
  return over;
}

async function send(step: OrderStep, reading: WinBackReading): Promise<WinBackAnswer> {
  const { policy, now } = step;
  const { buyer, zone, facts } = reading;
  const { paidOrders } = await reminderRecord(step.client).buyingRecord(step.order(), now);
  const segment = segmentOf(paidOrders);
  const perk = perkFor({ segment, tags: buyer.tags }, policy.reminders);
  const { againUrl } = policy.winBack;
  const persona = await personaOf(step, { purpose: 'win_back', locale: buyer.locale });
  const channels = await queueMessages(step, {
    purpose: 'win_back',
    stage: WIN_BACK,
    ...(persona === undefined ? {} : { persona }),
    channels: legalChannels({ channels: facts.channels, now, policy, zone }),
    extras: { ...(perk === undefined ? {} : { perk }), ...(againUrl === null ? {} : { againUrl }) },
  });
  await record(step, reading, { outcome: 'sent', reason: null, channels, segment });
  step.tell({ kind: 'win_back_sent', facts: { channels, segment } });
  return { next: null, sent: true };
}

/** Once, beside the reminders: caps and gaps of the buyer's other orders count it there. */
async function record(
  step: OrderStep,
  { zone }: WinBackReading,
  decision: {
    readonly outcome: 'sent' | 'skipped';
    readonly reason: string | null;
    readonly channels: readonly string[];
    readonly segment: string | null;
  },
): Promise<void> {
  const { now: decidedAt, policy } = step;
  await reminderRecord(step.client).decide({
    ...decision,
    orderId: step.order().id,
    stage: WIN_BACK,
    strategy: policy.reminders.strategy,
    emphasis: null,
    localDay: localDayOf(decidedAt, zone),
    dueAt: decidedAt,
    decidedAt,
  });
  await step.change({ winBackAt: null });
}
