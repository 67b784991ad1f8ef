import { z } from 'zod';
import type { StockTerms } from '../domain/placing/request.ts';
import { deductingMoments, orderKinds } from '../domain/order/order.ts';
import { standingLevels } from '../domain/validity/standing-level.ts';
import type { StandingLevel } from '../domain/validity/standing-level.ts';
import type { Client } from './database.ts';
import { policyVersion } from './policies-of-orders.ts';
import type { Policy } from '../domain/policy/schema.ts';

/** Whose terms are read: of everything a batch of placings names. */
export interface TermsWanted {
  readonly skus: readonly string[];
  readonly customers: readonly string[];
  readonly shops: readonly string[];
}

/** A shop as far as placing needs it, with the newest version of its policy. */
export interface ShopTerms {
  readonly id: string;
  readonly currency: string;
  readonly policy: { readonly name: string; readonly version: number; readonly document: Policy };
}

export interface BatchTerms {
  readonly stock: ReadonlyMap<string, StockTerms>;
  /** Only of buyers who are known. */
  readonly standings: ReadonlyMap<string, StandingLevel>;
  /** Phone numbers of buyers who are known and have one. */
  readonly phones: ReadonlyMap<string, string>;
  readonly shops: ReadonlyMap<string, ShopTerms>;
}

const StockRow = z.object({
  sku: z.string(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  kind: z.enum(orderKinds).nullable(),
  tags: z.array(z.string()),
  deduct_on: z.enum(deductingMoments).nullable(),
});
const Rows = z.tuple([
  z.object({
    stock: z.array(StockRow).nullable(),
    standings: z.record(z.string(), z.enum(standingLevels)).nullable(),
    phones: z.record(z.string(), z.string()).nullable(),
    shops: z
      .array(z.object({ id: z.string(), currency: z.string(), policy: z.string(), version: z.number() }))
      .nullable(),
  }),
]);

/** Reads in one statement what placing a batch is decided on and needs no lock; policy documents are kept by version. */
export async function placingTerms(
  client: Client,
  { skus, customers, shops }: TermsWanted,
): Promise<BatchTerms> {
  const rows = await client.$queryRaw`
    select (select json_agg(json_build_object('sku', sku, 'amount', price_amount, 'currency', price_currency, 'kind', kind, 'tags', tags,
                                              'deduct_on', deduct_on))
              from stock where sku = any(${skus})) as stock,
           (select json_object_agg(id, standing) from customers where id = any(${customers})) as standings,
           (select json_object_agg(id, phone) from customers where id = any(${customers}) and phone is not null) as phones,
           (select json_agg(json_build_object('id', s.id, 'currency', s.currency, 'policy', s.policy_name, 'version',
                     (select max(p.version) from policies p where p.name = s.policy_name)))
              from shops s where s.id = any(${shops})) as shops`;
  const [found] = Rows.parse(rows);
  const withPolicies = (found.shops ?? []).map(async ({ id, currency, policy: name, version }) => {
    const document = await policyVersion(client, { name, version });
    return [id, { id, currency, policy: { name, version, document } }] as const;
  });
  return {
    stock: new Map((found.stock ?? []).map((row) => [row.sku, stockTermsOf(row)])),
    standings: new Map(Object.entries(found.standings ?? {})),
    phones: new Map(Object.entries(found.phones ?? {})),
    shops: new Map(await Promise.all(withPolicies)),
  };
}

function stockTermsOf({
  amount,
  currency,
  kind,
  tags,
  deduct_on: deductOn,
}: z.infer<typeof StockRow>): StockTerms {
  return { price: amount === null || currency === null ? null : { amount, currency }, kind, tags, deductOn };
}
