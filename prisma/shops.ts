import { z } from 'zod';
import { paymentMethods } from '../domain/order/order.ts';
import type { PaymentMethod } from '../domain/order/order.ts';
import type { Client } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Shop as ShopRow } from './generated/client.ts';

const Experiment = z.record(z.string(), z.unknown());
const Providers = z.partialRecord(z.enum(paymentMethods), z.string());
const Account = z.object({ holder: z.string(), account: z.string(), bank: z.string().optional() });

/** Where bank transfers to a shop go, as its buyers read it. */
export type BankAccount = z.infer<typeof Account>;

/** A shop: whose policy its orders follow, and how it speaks to its buyers. */
export interface Shop {
  readonly id: string;
  readonly policy: string;
  /** Wins over the policy's zone (rules.md 23); null: the policy's. */
  readonly timeZone: string | null;
  readonly currency: string;
  readonly locale: string;
  readonly experiment: Readonly<Record<string, unknown>> | null;
  /** Which provider, by name, collects each method; one left out goes where the process has it. */
  readonly paymentProviders: Readonly<Partial<Record<PaymentMethod, string>>>;
  readonly bankAccount: BankAccount | null;
  /** Rises with every change. */
  readonly version: number;
}

/** What may be set of a shop; a field left out stays, or is as the default shop has it. */
export interface ShopChanges {
  readonly policy: string;
  readonly timeZone?: string | null | undefined;
  readonly currency?: string | undefined;
  readonly locale?: string | undefined;
  readonly experiment?: Readonly<Record<string, unknown>> | null | undefined;
  readonly paymentProviders?: Shop['paymentProviders'] | undefined;
  readonly bankAccount?: BankAccount | null | undefined;
}

/** What the shop `default` starts as, and what a new shop has where nothing is said. */
const newShop = { currency: 'CNY', locale: 'zh-CN' } as const;

/** Shops, read and written through `client`. */
export function shops(client: Client) {
  return {
    async find(id: string): Promise<Shop | undefined> {
      const row = await client.shop.findUnique({ where: { id } });
      return row ? shopOf(row) : undefined;
    },

    /** The same, and nobody else changes it until the transaction is over. Only inside a transaction. */
    async lock(id: string): Promise<Shop | undefined> {
      await client.$queryRaw`select id from shops where id = ${id} for no key update`;
      return this.find(id);
    },

    /** Every shop there is, by name. */
    async all(): Promise<Shop[]> {
      return (await client.shop.findMany({ orderBy: { id: 'asc' } })).map(shopOf);
    },

    /** Shops after the name `after`, by name; only `own` where the caller has one only. */
    async list(
      own: string | undefined,
      { after, limit }: { readonly after: string; readonly limit: number },
    ): Promise<Shop[]> {
      const where = { id: { gt: after, ...(own === undefined ? {} : { equals: own }) } };
      return (await client.shop.findMany({ where, orderBy: { id: 'asc' }, take: limit })).map(shopOf);
    },

    /** Creates or changes a shop. */
    async put(
      id: string,
      { policy: policyName, timeZone, currency, locale, experiment, ...payment }: ShopChanges,
    ): Promise<Shop> {
      const columns = {
        policyName,
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(currency === undefined ? {} : { currency }),
        ...(locale === undefined ? {} : { locale }),
        ...(experiment === undefined ? {} : { experiment: JSON.parse(JSON.stringify(experiment ?? {})) }),
        ...paymentColumns(payment),
      };
      const row = await client.shop.upsert({
        where: { id },
        create: { ...newShop, ...columns, id },
        update: { ...columns, version: { increment: 1 } },
      });
      return shopOf(row);
    },

    /** Creates the shop if there is none. */
    async ensure(id: string, policyName: string): Promise<void> {
      await client.shop.createMany({ data: [{ ...newShop, id, policyName }], skipDuplicates: true });
    },
  };
}

function paymentColumns({
  paymentProviders,
  bankAccount,
}: Pick<ShopChanges, 'paymentProviders' | 'bankAccount'>) {
  return {
    ...(paymentProviders === undefined ? {} : { paymentProviders }),
    ...(bankAccount === undefined ? {} : { bankAccount: bankAccount ?? Prisma.DbNull }),
  };
}

function shopOf(row: ShopRow): Shop {
  const experiment = row.experiment === null ? {} : Experiment.parse(row.experiment);
  return {
    id: row.id,
    policy: row.policyName,
    timeZone: row.timeZone,
    currency: row.currency,
    locale: row.locale,
    experiment: Object.keys(experiment).length === 0 ? null : experiment,
    paymentProviders: Providers.parse(row.paymentProviders),
    bankAccount: row.bankAccount === null ? null : Account.parse(row.bankAccount),
    version: row.version,
  };
}
