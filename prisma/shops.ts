import { z } from 'zod';
import type { Client } from './database.ts';
import type { Shop as ShopRow } from './generated/client.ts';

const Experiment = z.record(z.string(), z.unknown());

/** A shop: whose policy its orders follow, and how it speaks to its buyers. */
export interface Shop {
  readonly id: string;
  readonly policy: string;
  /** Wins over the policy's zone (rules.md 23); null: the policy's. */
  readonly timeZone: string | null;
  readonly currency: string;
  readonly locale: string;
  readonly experiment: Readonly<Record<string, unknown>> | null;
}

/** What may be set of a shop; a field left out stays, or is as the default shop has it. */
export interface ShopChanges {
  readonly policy: string;
  readonly timeZone?: string | null | undefined;
  readonly currency?: string | undefined;
  readonly locale?: string | undefined;
  readonly experiment?: Readonly<Record<string, unknown>> | null | undefined;
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

    /** Creates or changes a shop. */
    async put(
      id: string,
      { policy: policyName, timeZone, currency, locale, experiment }: ShopChanges,
    ): Promise<Shop> {
      const columns = {
        policyName,
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(currency === undefined ? {} : { currency }),
        ...(locale === undefined ? {} : { locale }),
        ...(experiment === undefined ? {} : { experiment: JSON.parse(JSON.stringify(experiment ?? {})) }),
      };
      const row = await client.shop.upsert({
        where: { id },
        create: { ...newShop, ...columns, id },
        update: columns,
      });
      return shopOf(row);
    },

    /** Creates the shop if there is none. */
    async ensure(id: string, policyName: string): Promise<void> {
      await client.shop.createMany({ data: [{ ...newShop, id, policyName }], skipDuplicates: true });
    },
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
  };
}
