import type { Filled } from '../../../console/staff/kit/field.ts';
import type { Reader } from '../../../console/staff/reader.ts';
import { reportPage as renderReport, type ReportView } from '../../../console/staff/reports/report-page.ts';
import { inLocale } from '../../../console/staff/words/pair.ts';
import { groupingNames } from '../../../console/staff/words/report-groups.ts';
import { reportNames, reportTitles, type ReportName } from '../../../console/staff/words/report-titles.ts';
import { daysAfter, isCalendarDate } from '../../../domain/calendar/local-date.ts';
import { localDayOf, startOfDay } from '../../../domain/calendar/local-time.ts';
import { problemOf } from '../../problems.ts';
import { unreadable } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { reportKinds, type ReportKind } from '../report-kinds.ts';
import { RestRefusal } from '../rest.ts';
import type { Fields, StaffPage, Visit } from '../staff-page.ts';

/** How many days a report is about where nobody says. */
const USUAL_DAYS = 30;

/** A report, for the orders of some days on the shop's clock. */
export const reportPage: StaffPage = {
  path: '/reports/:report',
  scope: ['staff', 'admin'],
  show: async (visit) => {
    const { locale, params, query } = visit;
    const name = reportNames.find((each) => each === params['report']);
    if (!name) throw new RestRefusal(problemOf('not_found'));
    const reader = await readerOf(visit, query['shop'] || undefined);
    const main = renderReport(await viewOf(visit, name, reader), reader);
    return { title: inLocale(reportTitles[name].title, locale), main };
  },
};

async function viewOf(visit: Visit, name: ReportName, reader: Reader): Promise<ReportView> {
  const kind = reportKinds[name];
  const typed = typedIn(visit, kind, reader);
  const filters = { ...kind, alsoTogether: kind.alsoTogether ?? false, ofShops: visit.shop === undefined };
  const nothingWrong: Filled = { values: typed, errors: {} };
  try {
    const asking = { query: askedFor(typed, reader), reader, title: titleOf(name, typed, reader) };
    return { name, filters, asked: nothingWrong, body: await kind.body(visit, asking) };
  } catch (error) {
    return { name, filters, asked: unreadable(error, typed), body: undefined };
  }
}

/** What stands in the filters: what somebody chose, else the usual days up to today. */
function typedIn(
  { query, now }: Visit,
  { isOfATime, groupings, alsoTogether }: ReportKind,
  { timeZone }: Reader,
): Fields {
  const { from, to, groupBy = '', shop = '' } = query;
  const today = localDayOf(now, timeZone);
  const days = { from: from || daysAfter(today, 1 - USUAL_DAYS), to: to || today };
  const by = groupBy || (alsoTogether ? '' : (groupings[0] ?? ''));
  return {
    ...(isOfATime ? days : {}),
    ...(by ? { groupBy: by } : {}),
    ...(shop.trim() ? { shop: shop.trim() } : {}),
  };
}

/** Days of the shop's clock, the last one to its end, as instants. What is no day stays as it is, for the REST API to refuse. */
function askedFor({ from = '', to = '', ...others }: Fields, { timeZone }: Reader): Fields {
  const start = (day: string) => new Date(startOfDay(day, timeZone)).toISOString();
  return {
    ...(from ? { from: isCalendarDate(from) ? start(from) : from } : {}),
    ...(to ? { to: isCalendarDate(to) ? start(daysAfter(to, 1)) : to } : {}),
    ...others,
  };
}

function titleOf(name: ReportName, { groupBy }: Fields, { locale }: Reader): string {
  const { groupings } = reportKinds[name];
  const grouping = groupings.find((each) => each === groupBy);
  const title = inLocale(reportTitles[name].chart, locale);
  return grouping ? `${title} · ${inLocale(groupingNames[grouping], locale)}` : title;
}
