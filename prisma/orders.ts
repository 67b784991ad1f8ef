import { z } from 'zod';
import { channels } from '../domain/messages/consents.ts';
import {
  closedReasons,
  deductingMoments,
  holdStates,
  orderChannels,
  orderKinds,
  paymentMethods,
  paymentStates,
} from '../domain/order/order.ts';
import type { Order } from '../domain/order/order.ts';
import { orderStatuses } from '../domain/order/status.ts';
import type { Client } from './database.ts';
import type { Order as OrderRow, Prisma } from './generated/client.ts';
import { creditOf } from './order-credit.ts';
import type { StoredParcel } from './order-parcel.ts';
import { instant, instantOrNull, integer, oneOf } from './rows.ts';

export type { OrderRow };

const Lines = z.array(
  z.object({ sku: z.string(), name: z.string().optional(), quantity: z.number(), unitPrice: z.number() }),
);
const Plan = z.array(
  z.object({
    stage: z.string(),
    at: z.string(),
    kind: z.enum(['message', 'call']),
    channels: z.array(z.enum(channels)),
    emphasis: z.string(),
  }),
);
const AnyMoney = z.object({ amount: z.number(), currency: z.string() });
const revokedAt = z.string().optional();
const Rewards = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('points'), points: z.number(), revokedAt }),
    z.object({
      kind: z.literal('coupon'),
      code: z.string(),
      amount: AnyMoney,
      validUntil: z.string(),
      scope: z.object({ shop: z.string(), tags: z.array(z.string()), from: AnyMoney }),
      revokedAt,
    }),
    z.object({
      kind: z.literal('spend_more'),
      from: AnyMoney,
      amount: AnyMoney,
      validUntil: z.string(),
      revokedAt,
    }),
    z.object({ kind: z.literal('accessories'), skus: z.array(z.string()), revokedAt }),
    z.object({ kind: z.literal('share'), points: z.number(), revokedAt }),
  ]),
);
/** A reward as the order's row remembers it. */
export type StoredReward = z.infer<typeof Rewards>[number];

/** A planned reminder, as the order's row remembers it. */
export type PlannedReminder = z.infer<typeof Plan>[number];

/** An order's row and what it means. */
export interface StoredOrder extends Order {
  readonly row: OrderRow;
  /** What the buyer got for it; `revokedAt` says since when he has it no longer. */
  readonly rewards: readonly StoredReward[];
  /** How often its payment links were revoked. */
  readonly linkGeneration: number;
  /** The stages still to come; undefined until the workflow's first step planned them. */
  readonly plan: readonly PlannedReminder[] | undefined;
  /** Since when it stands aside for an order that is to replace it (rules.md 30). */
  readonly supersedingSince: string | null;
}

/** An order's row in domain words. */
export function orderOf(row: OrderRow): StoredOrder {
  return {
    row,
    ...identityOf(row),
    ...moneyOf(row),
    ...timesOf(row),
    ...creditOf(row),
    lines: Lines.parse(row.lines).map(({ name, ...line }) => (name === undefined ? line : { ...line, name })),
    rewards: Rewards.parse(row.rewards),
    linkGeneration: row.linkGeneration,
    plan: row.reminderPlan === null ? undefined : Plan.parse(row.reminderPlan),
    possibleDuplicateOf: row.possibleDuplicateOf,
    mergedInto: row.mergedInto,
    supersededBy: row.supersededBy,
  };
}

function identityOf(row: OrderRow) {
  return {
    id: row.id,
    workflowId: row.workflowId,
    shop: row.shop,
    customerId: row.customerId,
    status: oneOf(orderStatuses, row.status),
    revision: row.revision,
    version: row.version,
    kind: oneOf(orderKinds, row.kind),
    channel: oneOf(orderChannels, row.channel),
    paymentMethod: oneOf(paymentMethods, row.paymentMethod),
    deductOn: oneOf(deductingMoments, row.deductOn),
    hold: oneOf(holdStates, row.hold),
    policy: {
      name: row.policyName,
      version: row.policyVersion,
      ...(row.arm === null ? {} : { arm: row.arm }),
    },
    paymentState: oneOf(paymentStates, row.paymentState),
    failureCode: row.failureCode,
    closedReason: row.closedReason === null ? null : oneOf(closedReasons, row.closedReason),
  };
}

function moneyOf(row: OrderRow) {
  return {
    currency: row.currency,
    goods: integer(row.goods),
    discount: integer(row.discount),
    shippingFee: integer(row.shippingFee),
    total: integer(row.total),
    amountPaid: integer(row.amountPaid),
    financed: integer(row.financed),
    amountRefunded: integer(row.amountRefunded),
    amountDue: integer(row.amountDue),
  };
}

function timesOf(row: OrderRow) {
  return {
    placedAt: instant(row.placedAt),
    deadline: instantOrNull(row.deadline),
    releaseAt: instantOrNull(row.releaseAt),
    nextReminderAt: instantOrNull(row.nextReminderAt),
    closingSince: instantOrNull(row.closingSince),
    supersedingSince: instantOrNull(row.supersedingSince),
    remindersSent: row.remindersSent,
    extensionsUsed: row.extensionsUsed,
    clockOffsetMs: integer(row.clockOffsetMs),
  };
}

/** Somebody else has changed the order since it was read: an attempt that woke up late changes nothing (rules.md 4). */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** What a step may change of an order's row. */
export type OrderChanges = Omit<Prisma.OrderUpdateManyMutationInput, 'id' | 'version'>;

/** What a step may leave to be written at its end, as the row has it. */
export type LaterChanges = {
  readonly [
    Field in Exclude<keyof OrderRow, 'id' | 'version'> as OrderRow[Field] extends Plain ? Field : never
  ]?: OrderRow[Field];
} & {
  readonly reminderPlan?: StoredPlan;
  readonly rewards?: StoredReward[];
  readonly parcel?: StoredParcel;
};

type Plain = string | number | bigint | boolean | Date | null;

/** Stages as the row remembers them. */
export type StoredPlan = z.infer<typeof Plan>;

/** The orders' rows, read and written through `client`. */
export function orders(client: Client) {
  return {
    /** The order, or undefined. */
    async find(orderId: string): Promise<StoredOrder | undefined> {
      const row = await client.order.findUnique({ where: { id: orderId } });
      return row ? orderOf(row) : undefined;
    },

    /** Locks the buyer, then the order, then reads it (rules.md 1). Only inside a transaction. */
    async lock(orderId: string): Promise<StoredOrder | undefined> {
      await client.$queryRaw`select lock_order(${orderId})`;
      return this.find(orderId);
    },

    /** Whether money for the order `from` belongs to `to`: the same, or what it was merged into or superseded by (rules.md 15). */
    async leadsTo(from: string, to: string): Promise<boolean> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        with recursive follows(id) as (
          select ${from}
          union select coalesce(o.merged_into, o.superseded_by) from orders o join follows f on o.id = f.id)
        select id from follows where id = ${to}`;
      return rows.length > 0;
    },

    /** Remembers when the provider was last asked. Fences nothing: it says when to ask again, not what is true. */
    async markAsked(orderId: string, askedAt: string): Promise<void> {
      await client.order.updateMany({ where: { id: orderId }, data: { askedAt: new Date(askedAt) } });
    },

    /**
     * The id of the workflow that goes on with the order: `order-<id>-<n>`, the first that is no other order's, nor the first choice of
     * an order that has that name (rules.md 15).
     */
    async nextWorkflowId({ id, workflowId }: Pick<Order, 'id' | 'workflowId'>): Promise<string> {
      for (let again = Number(workflowId.slice(`order-${id}-`.length) || 0) + 1; ; again += 1) {
        const next = `order-${id}-${again}`;
        if (
          (await client.order.count({ where: { OR: [{ workflowId: next }, { id: `${id}-${again}` }] } })) ===
          0
        )
          return next;
      }
    },

    /** Compare-and-set on the version; answers the order as it is now. Throws `Fenced` when the version has moved on. */
    async change(order: StoredOrder, changes: OrderChanges): Promise<StoredOrder> {
      const [row] = await client.order.updateManyAndReturn({
        where: { id: order.id, version: order.version },
        data: { ...changes, version: order.version + 1 },
      });
      if (!row) throw new Fenced(`order ${order.id} is no longer at version ${order.version}`);
      return orderOf(row);
    },
  };
}
