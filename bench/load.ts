import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { z } from 'zod';

/**
 * The load generator, a process of its own: so many callers place orders as fast as they are answered. It reads its job from
 * its first argument, waits for a line on standard input, and prints what it measured as one line of JSON.
 */
const Job = z.object({
  url: z.url(),
  apiKey: z.string(),
  callers: z.int().min(1).max(1_000),
  /** Orders in all; the first of them, `warmUp`, are not measured. */
  orders: z.int().min(1),
  warmUp: z.int().min(0).default(0),
  skus: z.array(z.string()).min(1),
  /** Lines of an order. */
  lines: z.int().min(1).max(10).default(2),
  /** Whether every request has an idempotency key. */
  keys: z.boolean().default(false),
  buyers: z.int().min(1).default(1_000_000),
});
export type LoadJob = z.input<typeof Job>;

/** What the callers saw. Times are milliseconds. */
export const LoadResult = z.object({
  orders: z.number(),
  seconds: z.number(),
  /** Warm-up included. */
  secondsInAll: z.number(),
  perSecond: z.number(),
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
  max: z.number(),
  /** How often each status was answered, warm-up included. */
  statuses: z.record(z.string(), z.number()),
  cpuSeconds: z.number(),
});
export type LoadResult = z.infer<typeof LoadResult>;

const PRICE = 1_990;

/** Bodies are made before the clock runs. */
function bodiesOf({ orders, warmUp, skus, lines, buyers }: z.output<typeof Job>): readonly string[] {
  const run = Date.now().toString(36);
  return Array.from({ length: orders + warmUp }, (_, index) =>
    JSON.stringify({
      customer: { id: `${run}-${index % buyers}`, name: 'Wang Fang', email: `buyer${index}@example.com` },
      lines: Array.from({ length: lines }, (_line, place) => ({
        sku: skus[(index + place * 37) % skus.length],
        name: 'Enamel mug, 350 ml',
        quantity: 1,
        unitPrice: { amount: PRICE, currency: 'CNY' },
      })),
      paymentMethod: 'card',
      shipping: {
        fee: { amount: 800, currency: 'CNY' },
        contact: { name: 'Wang Fang', phone: '+8613800000000', address: 'Nanjing Road 1, Shanghai' },
      },
    }),
  );
}

async function run(job: z.output<typeof Job>): Promise<LoadResult> {
  const bodies = bodiesOf(job);
  const pool = new Pool(job.url, { connections: job.callers, pipelining: 1 });
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let next = 0;
  let measuredFrom = 0;
  const caller = async () => {
    while (next < bodies.length) {
      const index = next;
      next += 1;
      if (index === job.warmUp) measuredFrom = performance.now();
      const began = performance.now();
      const status = await place(pool, job, bodies[index] ?? '', index);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (index >= job.warmUp) times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: job.callers }, caller));
  const seconds = (performance.now() - measuredFrom) / 1000;
  const secondsInAll = (performance.now() - began) / 1000;
  const cpu = process.cpuUsage(before);
  await pool.close();
  return { ...summaryOf(times, seconds), secondsInAll, statuses, cpuSeconds: (cpu.user + cpu.system) / 1e6 };
}

async function place(
  pool: Pool,
  { apiKey, keys }: z.output<typeof Job>,
  body: string,
  index: number,
): Promise<number> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    ...(keys ? { 'idempotency-key': `${process.pid}-${index}` } : {}),
  };
  const answer = await pool.request({ path: '/v1/orders', method: 'POST', headers, body });
  await answer.body.dump();
  return answer.statusCode;
}

function summaryOf(times: number[], seconds: number) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    orders: times.length,
    seconds,
    perSecond: times.length / seconds,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    max: at(1),
  };
}

if (import.meta.main) {
  const job = Job.parse(JSON.parse(process.argv[2] ?? ''));
  process.stdin.resume();
  await Promise.race([once(process.stdin, 'data'), sleep(60_000, undefined, { ref: false })]);
  process.stdout.write(`${JSON.stringify(await run(job))}\n`);
  process.exit(0);
}
