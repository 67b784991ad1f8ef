import type { z } from 'zod';
import { buildApp } from '../../api/app.ts';
import { DEV_KEY } from '../../api/auth.ts';
import type { AppParts } from '../../api/dependencies.ts';
import type { OrderGateway } from '../../api/engine/order-gateway.ts';
import { CreditReport, RecoveryReport } from '../../api/schemas/credit-report.ts';
import { ReminderReport } from '../../api/schemas/reminder-report.ts';
import { ExperimentsReport, FunnelReport, ReasonsReport, UnpaidReport } from '../../api/schemas/report.ts';
import { reminderGroupings } from '../../prisma/reports/reminders.ts';
import type { ReminderGrouping } from '../../prisma/reports/reminders.ts';
import { linkTokens } from '../../providers/link-tokens.ts';
import { routePayments } from '../../providers/payment/routing.ts';
import type { World } from './world.ts';

/** What `GET /v1/reports/…` answer. */
export interface Reports {
  readonly unpaidRate: z.output<typeof UnpaidReport>;
  readonly bySegment: z.output<typeof UnpaidReport>;
  readonly byKind: z.output<typeof UnpaidReport>;
  readonly byHour: z.output<typeof UnpaidReport>;
  readonly funnel: z.output<typeof FunnelReport>;
  readonly reasons: z.output<typeof ReasonsReport>;
  readonly reminders: Readonly<Record<ReminderGrouping, z.output<typeof ReminderReport>>>;
  readonly experiments: z.output<typeof ExperimentsReport>;
  readonly recovery: z.output<typeof RecoveryReport>;
  readonly credit: z.output<typeof CreditReport>;
}

/** Asks the API itself, with the database of the simulation behind it: what is printed is what a shop would see. */
export async function readReports(
  world: World,
  { shop, from, now }: { readonly shop: string; readonly from: string; readonly now: string },
): Promise<Reports> {
  const { app } = await buildApp(partsFor(world, now));
  const read = async <T>(name: string, schema: z.ZodType<T>, groupBy?: string): Promise<T> => {
    const query = new URLSearchParams({ from, to: now, shop, ...(groupBy === undefined ? {} : { groupBy }) });
    const headers = { authorization: `Bearer ${DEV_KEY}` };
    const answer = await app.inject({ url: `/v1/reports/${name}?${query.toString()}`, headers });
    if (answer.statusCode !== 200) throw new Error(`report ${name}: ${answer.statusCode} ${answer.body}`);
    return schema.parse(answer.json());
  };
  const reminders = async (groupBy: ReminderGrouping) => read('reminders', ReminderReport, groupBy);
  try {
    const [stage, channel, emphasis, segment, strategy] = await Promise.all(reminderGroupings.map(reminders));
    if (!stage || !channel || !emphasis || !segment || !strategy)
      throw new Error('a report of reminders is missing');
    return {
      unpaidRate: await read('unpaid-rate', UnpaidReport, 'day'),
      bySegment: await read('unpaid-rate', UnpaidReport, 'segment'),
      byKind: await read('unpaid-rate', UnpaidReport, 'kind'),
      byHour: await read('by-hour', UnpaidReport),
      funnel: await read('funnel', FunnelReport),
      reasons: await read('reasons', ReasonsReport),
      reminders: { stage, channel, emphasis, segment, strategy },
      experiments: await read('experiments', ExperimentsReport),
      recovery: await read('recovery', RecoveryReport),
      credit: await read('credit', CreditReport),
    };
  } finally {
    await app.close();
  }
}

/** Of the API, as much as reports need. */
function partsFor({ database, placing }: World, now: string): AppParts {
  return {
    database,
    placing,
    gateway: noEngine,
    payloads: { keyIds: [], encrypt: (payload) => payload, decrypt: (payload) => payload }, // no engine keeps any
    payments: routePayments([], {}),
    links: linkTokens('no link is made here'),
    publicUrl: 'http://simulation.example',
    paymentOrigins: [],
    devMode: true,
    sealSecret: 'nothing is sealed here',
    consoleSessionMs: 0, // nobody signs in
    now: () => now,
  };
}

const notAsked = async (): Promise<never> => {
  throw new Error('reports ask no order');
};

const noEngine: OrderGateway = {
  startOrder: notAsked,
  request: notAsked,
  signalRowChanged: notAsked,
  signalPaymentEvent: notAsked,
  signalCreditReport: notAsked,
  signalParcelUpdate: notAsked,
  startLatePayment: notAsked,
  fastForward: notAsked,
  isReachable: async () => false,
};
