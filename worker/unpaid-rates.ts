import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../activities/dependencies.ts';
import { isUnpaidRateUnusual } from '../domain/alerts/unpaid-rate.ts';
import type { UnpaidRates } from '../domain/alerts/unpaid-rate.ts';
import { HOUR, durationMs, later } from '../domain/duration.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { Database } from '../prisma/database.ts';
import { policies } from '../prisma/policies.ts';
import { shops } from '../prisma/shops.ts';
import { unpaidRatesOf } from '../prisma/unpaid-rates.ts';

export interface RateWatchParts {
  readonly database: Database;
  readonly log: Log;
  /** The machine's now, ISO UTC. */
  readonly now: () => string;
}

/** Tells staff of each shop whose unpaid rate is far above its usual (product.md section 10), once a day. */
export async function compareUnpaidRates({ database: { client }, now }: RateWatchParts): Promise<void> {
  for (const { id: shop, policy: name } of await shops(client).all()) {
    const policy = (await policies(client).newest(name))?.document.alerts;
    if (policy) await compareRate(client, { shop, policy, at: now() });
  }
}

interface Compared {
  readonly shop: string;
  readonly policy: Policy['alerts'];
  readonly at: string;
}

async function compareRate(client: Database['client'], { shop, policy, at }: Compared): Promise<void> {
  const recentFrom = later(at, -durationMs(policy.unpaidRateOver));
  const usualFrom = later(recentFrom, -durationMs(policy.unpaidRateUsual));
  const rates = await unpaidRatesOf(client, shop, { usualFrom, recentFrom, now: at });
  if (!isUnpaidRateUnusual(rates, policy)) return;
  const key = `unpaid_rate/${shop}/${at.slice(0, 10)}`;
  await raiseAlert(client, { key, kind: 'unpaid_rate', subject: shop, facts: factsOf(rates, policy), at });
}

function factsOf({ recent, usual }: UnpaidRates, { unpaidRateOver, unpaidRateUsual }: Policy['alerts']) {
  const percent = ({ unpaid, orders }: UnpaidRates['recent']) => Math.round((1_000 * unpaid) / orders) / 10;
  return {
    percent: percent(recent),
    usualPercent: percent(usual),
    orders: recent.orders,
    unpaid: recent.unpaid,
    over: unpaidRateOver,
    usualOver: unpaidRateUsual,
  };
}

/** Looks once an hour until `signal` is aborted. */
export async function runRateWatch(parts: RateWatchParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await compareUnpaidRates(parts).catch((error: unknown) =>
      parts.log.warn({ error: String(error) }, 'unpaid rates are compared again in an hour'),
    );
    await sleep(HOUR, undefined, { signal }).catch(() => {}); // stopped in the middle of it
  }
}
