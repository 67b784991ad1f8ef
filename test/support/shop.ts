import { randomUUID } from 'node:crypto';
import { buildSandbox } from '../../dev/sandbox/app.ts';
import { DAY, HOUR } from '../../domain/duration.ts';
import { parsePolicy } from '../../domain/policy/merge.ts';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import { decidePlacing } from '../../domain/placing/decide.ts';
import type { Placing } from '../../domain/placing/placing.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import { openDatabase } from '../../prisma/database.ts';
import type { Database } from '../../prisma/database.ts';
import { ensureDefaults } from '../../prisma/defaults.ts';
import { journal } from '../../prisma/journal.ts';
import { orders } from '../../prisma/orders.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { placingTerms } from '../../prisma/placing-terms.ts';
import { placeOrders } from '../../prisma/placing.ts';
import { policies } from '../../prisma/policies.ts';
import { shops } from '../../prisma/shops.ts';
import { PATIENCE, freshDatabase } from './postgres.ts';

export const WEBHOOK_SECRET = `whsec_${Buffer.from('holdfast-sandbox-secret-0001').toString('base64')}`;

/** A shop with a database of its own, a sandbox provider, and stock; no engine yet. */
export interface TestShop {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly sandboxUrl: string;
  stock(
    sku: string,
    onHand: number,
    more?: { kind?: string; deductOn?: string; price?: number; safetyStock?: number; tags?: string[] },
  ): Promise<void>;
  /** Places an order as the API would, and answers it as stored. */
  place(
    order: Partial<PlacingRequest> & { readonly lines?: PlacingRequest['lines'] },
    now: string,
  ): Promise<StoredOrder>;
  /** What placing an order would decide before any lock. */
  decide(order: Partial<PlacingRequest>, now: string): Promise<Placing>;
  /** Uses a policy of its own from the next order on. */
  policy(partial: object): Promise<void>;
  /** Opens a shop of its own with a policy of its own, and answers its name: tests that run side by side don't meet. */
  shopWith(partial: object): Promise<string>;
  order(orderId: string): Promise<StoredOrder>;
  /** The kinds of an order's journal entries, oldest first, `kind` or `kind:reason`. */
  story(orderId: string): Promise<string[]>;
  balance(sku: string): Promise<{ onHand: number; held: number }>;
  close(): Promise<void>;
}

/** Opens a shop in a fresh database with a sandbox provider on a free port. */
export async function openShop({ webhookUrl }: { webhookUrl?: string } = {}): Promise<TestShop> {
  const fresh = await freshDatabase();
  const database = openDatabase({ url: fresh.url, connections: 8, patience: PATIENCE });
  await ensureDefaults(database);
  const sandbox = await buildSandbox({
    webhookUrl: webhookUrl ?? 'http://127.0.0.1:9/none',
    webhookSecret: WEBHOOK_SECRET,
    slowMs: 50,
    retryDelaysMs: [webhookUrl === undefined ? DAY : 200], // nobody is told again where nobody is there
  });
  const sandboxUrl = await sandbox.listen({ host: '127.0.0.1', port: 0 });
  const { client } = database;
  const find = async (orderId: string) => {
    const found = await orders(client).find(orderId);
    if (!found) throw new Error(`no order ${orderId}`);
    return found;
  };
  return {
    database,
    databaseUrl: fresh.url,
    sandboxUrl,
    order: find,
    async stock(sku, onHand, { kind, deductOn, price, safetyStock = 0, tags = [] } = {}) {
      const priced = price === undefined ? {} : { priceAmount: price, priceCurrency: 'CNY' };
      const terms = { kind: kind ?? null, deductOn: deductOn ?? null, tags, ...priced };
      const data = { sku, onHand, safetyStock, ...terms };
      const movement = { sku, kind: 'adjust', quantity: onHand, step: 'initial', at: new Date() };
      // Both or neither: a worker that compares balance and ledger in between would put the balance right.
      await client.$transaction([
        client.stock.create({ data }),
        client.stockMovement.create({ data: movement }),
      ]);
    },
    async place(order, now) {
      const placing = await decide(database, order, now);
      const [outcome] = await placeOrders(client, [{ placing, key: undefined, answer: {} }], now);
      if (outcome?.outcome !== 'placed') throw new Error(`not placed: ${JSON.stringify(outcome)}`);
      return find(placing.order.id);
    },
    decide: (order, now) => decide(database, order, now),
    async policy(partial) {
      const parsed = parsePolicy(partial, defaultPolicy);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      await policies(client).put('default', parsed.policy);
    },
    async shopWith(partial) {
      const parsed = parsePolicy(partial, defaultPolicy);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      const name = `shop-${randomUUID()}`;
      await policies(client).put(name, { ...parsed.policy, name });
      await shops(client).put(name, { policy: name });
      return name;
    },
    story: async (orderId) =>
      (await journal(client).read(orderId)).map(({ kind, reason }) => (reason ? `${kind}:${reason}` : kind)),
    async balance(sku) {
      const row = await client.stock.findUniqueOrThrow({ where: { sku } });
      return { onHand: Number(row.onHand), held: Number(row.held) };
    },
    async close() {
      await sandbox.close();
      await database.close();
      await fresh.drop();
    },
  };
}

async function decide(database: Database, order: Partial<PlacingRequest>, now: string) {
  const request: PlacingRequest = {
    shop: 'default',
    channel: 'store',
    customer: { id: `buyer-${randomUUID().slice(0, 8)}` },
    lines: [{ sku: 'mug', quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }],
    ...order,
  };
  const skus = request.lines.map(({ sku }) => sku);
  const terms = await placingTerms(database.client, {
    skus,
    customers: [request.customer.id],
    shops: [request.shop],
  });
  const shop = terms.shops.get(request.shop);
  if (!shop) throw new Error(`no shop ${request.shop}`);
  const decision = decidePlacing({
    request,
    terms: {
      shop,
      policy: shop.policy,
      stock: terms.stock,
      standing: terms.standings.get(request.customer.id) ?? 'good',
      phone: terms.phones.get(request.customer.id),
    },
    now,
    newId: () => `o-${randomUUID().slice(0, 12)}`,
    workflowIdOf: (orderId) => `order-${orderId}`,
  });
  if (decision.refused) throw new Error(`refused: ${JSON.stringify(decision.refused)}`);
  return decision.placing;
}

/** Hours in milliseconds, for fast-forwarding. */
export const hours = (count: number): number => count * HOUR;
