import type { z } from 'zod';
import type { Html } from '../../console/html.ts';
import type { Reader } from '../../console/staff/reader.ts';
import { creditReport } from '../../console/staff/reports/credit-report.ts';
import { experimentsReport } from '../../console/staff/reports/experiments-report.ts';
import { funnelReport } from '../../console/staff/reports/funnel-report.ts';
import { reasonsReport } from '../../console/staff/reports/reasons-report.ts';
import { recoveryReport } from '../../console/staff/reports/recovery-report.ts';
import { remindersReport } from '../../console/staff/reports/reminders-report.ts';
import { rfmReport } from '../../console/staff/reports/rfm-report.ts';
import { unpaidReport } from '../../console/staff/reports/unpaid-report.ts';
import type { Grouping } from '../../console/staff/words/report-groups.ts';
import type { ReportName } from '../../console/staff/words/report-titles.ts';
import { DEFAULT_NAME } from '../../prisma/defaults.ts';
import { orderGroupings } from '../../prisma/reports/cohort.ts';
import { creditGroupings } from '../../prisma/reports/credit.ts';
import { recoveryGroupings } from '../../prisma/reports/recovery.ts';
import { reminderGroupings } from '../../prisma/reports/reminders.ts';
import { CreditReport, RecoveryReport } from '../schemas/credit-report.ts';
import { ReminderReport } from '../schemas/reminder-report.ts';
import {
  ExperimentsReport,
  FunnelReport,
  ReasonsReport,
  RfmReport,
  UnpaidReport,
} from '../schemas/report.ts';
import { Shop } from '../schemas/shop.ts';
import { at } from './rest.ts';
import type { Fields, Visit } from './staff-page.ts';

/** How a report is asked for over REST, and shown. */
export interface ReportKind {
  /** The first is what it is by where nobody says, unless all can be taken together. */
  readonly groupings: readonly Grouping[];
  readonly alsoTogether?: boolean;
  /** False: about buyers as they are now. */
  readonly isOfATime: boolean;
  readonly body: (visit: Visit, asking: Asking) => Promise<Html>;
}

interface Asking {
  readonly query: Fields;
  readonly reader: Reader;
  /** Above its chart. */
  readonly title: string;
}

type Render<Report> = (report: Report, title: string, reader: Reader) => Html;

function ofOrders<Report>(
  url: string,
  schema: z.ZodType<Report>,
  render: Render<Report>,
  groupings: readonly Grouping[] = [],
): ReportKind {
  return {
    groupings,
    isOfATime: true,
    body: async ({ rest }, { query, reader, title }) =>
      render(await rest.get(url, schema, query), title, reader),
  };
}

/** By day first: the other groupings of orders follow. */
const daysFirst = ['day', ...orderGroupings.filter((grouping) => grouping !== 'day')] as const;

export const reportKinds: Readonly<Record<ReportName, ReportKind>> = {
  'unpaid-rate': ofOrders('/v1/reports/unpaid-rate', UnpaidReport, unpaidReport, daysFirst),
  'by-hour': ofOrders('/v1/reports/by-hour', UnpaidReport, unpaidReport, ['hour', 'weekday']),
  funnel: {
    ...ofOrders('/v1/reports/funnel', FunnelReport, funnelReport, orderGroupings),
    alsoTogether: true,
  },
  reasons: ofOrders('/v1/reports/reasons', ReasonsReport, reasonsReport),
  reminders: ofOrders('/v1/reports/reminders', ReminderReport, remindersReport, reminderGroupings),
  experiments: ofOrders('/v1/reports/experiments', ExperimentsReport, experimentsReport),
  recovery: ofOrders('/v1/reports/recovery', RecoveryReport, recoveryReport, recoveryGroupings),
  credit: ofOrders('/v1/reports/credit', CreditReport, creditReport, creditGroupings),
  rfm: { groupings: [], isOfATime: false, body: rfmBody },
};

/** Its amounts are in the shop's currency, which the shop tells. */
async function rfmBody({ rest, shop: own }: Visit, { query, reader, title }: Asking): Promise<Html> {
  const shop = own ?? query['shop'] ?? DEFAULT_NAME;
  const [report, { currency }] = await Promise.all([
    rest.get('/v1/reports/rfm', RfmReport, query),
    rest.get(at`/v1/shops/${shop}`, Shop),
  ]);
  return rfmReport({ ...report, currency }, title, reader);
}
