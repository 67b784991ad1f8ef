import { z } from 'zod';
import type { GoodsOnSale } from '../domain/credit/similar-goods.ts';
import type { Client } from './database.ts';
import { integer } from './rows.ts';

const Rows = z.tuple([z.object({ opened: z.string(), paid: z.int(), exposure: z.bigint() })]);

/** What we know ourselves of an applicant. */
export interface ApplicantFacts {
  /** The day his account was opened, in the shop's zone. */
  readonly opened: string;
  /** Other orders he has paid. */
  readonly paidOrders: number;
  /** What he still owes and what is approved for him, of other orders in this currency: minor units. */
  readonly exposure: number;
}

interface Asked {
  readonly id: string;
  readonly customerId: string;
  readonly currency: string;
}

/** Reads what applications are decided on, through `client`, under the buyer's lock. */
export function creditFacts(client: Client) {
  return {
    /** What was paid back of a plan frees the limit; what is financed of an order that waits for its down payment has no plan yet. */
    async ofApplicant({ id, customerId, currency }: Asked, zone: string): Promise<ApplicantFacts> {
      const rows = await client.$queryRaw`
        select to_char(c.created_at at time zone ${zone}, 'YYYY-MM-DD') as opened,
               count(o.id) filter (where o.paid_at is not null and o.status in ('paid', 'shipped', 'delivered'))::int as paid,
               coalesce(sum(coalesce(i.owed, o.financed)) filter (where o.currency = ${currency}), 0)::bigint as exposure
          from customers c left join orders o on o.customer_id = c.id and o.id <> ${id}
                and o.status not in ('rejected', 'cancelled', 'expired', 'merged')
               left join lateral (select sum(amount - paid - voided) as owed from instalments where order_id = o.id) i on true
         where c.id = ${customerId} group by c.id`;
      const [{ opened, paid, exposure }] = Rows.parse(rows);
      return { opened, paidOrders: paid, exposure: integer(exposure) };
    },

    /** Goods in stock that share a tag with these SKUs, and the SKUs themselves; priced in `currency`, none of a flash sale. */
    async goodsLike(skus: readonly string[], currency: string): Promise<GoodsOnSale[]> {
      const own = await client.stock.findMany({ where: { sku: { in: [...skus] } } });
      const tags = [...new Set(own.flatMap((row) => row.tags))];
      const like =
        tags.length === 0
          ? []
          : await client.stock.findMany({
              where: { tags: { hasSome: tags }, priceCurrency: currency, sku: { notIn: [...skus] } },
              orderBy: { sku: 'asc' },
              take: MOST_ALIKE,
            });
      return [...own, ...like.filter(({ kind }) => kind !== 'flash')].map((row) => ({
        sku: row.sku,
        price: integer(row.priceAmount ?? 0n),
        available: integer(row.onHand - row.held - row.safetyStock),
        tags: row.tags,
      }));
    },
  };
}

/** Of goods with a tag in common; a shop with more of them has near enough ones among these. */
const MOST_ALIKE = 500;
