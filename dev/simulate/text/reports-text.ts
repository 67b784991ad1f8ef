import type { Reports } from '../reports.ts';
import { number, part, percent } from './numbers.ts';
import { table } from './table.ts';

export interface TitledReports {
  readonly title: string;
  readonly reports: Reports;
}

/** A report as a table: what each of its keys says under each policy. */
interface Chapter {
  readonly title: string;
  readonly cells: (reports: Reports) => readonly (readonly [key: string, cell: string])[];
}

/** The reports of each policy side by side, those left out that say nothing. */
export function reportsText(all: readonly TitledReports[]): string {
  return chapters.flatMap((chapter) => chapterText(chapter, all) ?? []).join('\n\n');
}

function chapterText({ title, cells }: Chapter, all: readonly TitledReports[]): string | undefined {
  const columns = all.map(({ reports }) => new Map(cells(reports)));
  const keys = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  if (keys.length === 0) return undefined;
  const head = [title, ...all.map((one) => one.title)];
  const rows = keys.map((key) => [`  ${key}`, ...columns.map((column) => column.get(key) ?? '–')]);
  return table([head, ...rows]);
}

type Unpaid = Reports['unpaidRate']['groups'];
type Reminded = Reports['reminders']['stage']['groups'];

const unpaidCells = (groups: Unpaid) =>
  groups.map(
    ({ key, unpaid, orders, stockHours }) =>
      [key, `${part(unpaid, orders)}, ${number(stockHours)} stock-hours`] as const,
  );

const remindedCells = (groups: Reminded) =>
  groups.map(
    ({ key, sent, opened, paidWithin24h }) =>
      [key, `${sent} sent, ${opened} opened, ${part(paidWithin24h, sent)} paid`] as const,
  );

const chapters: readonly Chapter[] = [
  { title: 'Unpaid, by day', cells: ({ unpaidRate }) => unpaidCells(unpaidRate.groups) },
  { title: 'Unpaid, by segment', cells: ({ bySegment }) => unpaidCells(bySegment.groups) },
  { title: 'Unpaid, by kind', cells: ({ byKind }) => unpaidCells(byKind.groups) },
  {
    title: 'Unpaid, by hour of the order',
    cells: ({ byHour }) => unpaidCells(byHour.groups.filter(({ orders }) => orders > 0)),
  },
  {
    title: 'How far orders came',
    cells: ({ funnel }) =>
      funnel.groups.flatMap(({ steps }) =>
        steps.map(({ step, orders, ofPlaced }) => [step, `${orders} (${percent(ofPlaced)})`] as const),
      ),
  },
  {
    title: 'Why they were not paid',
    cells: ({ reasons }) =>
      reasons.groups.map(({ key, orders, share }) => [key, `${orders} (${percent(share)})`] as const),
  },
  { title: 'Reminders, by stage', cells: ({ reminders }) => remindedCells(reminders.stage.groups) },
  { title: 'Reminders, by channel', cells: ({ reminders }) => remindedCells(reminders.channel.groups) },
  { title: 'Reminders, by emphasis', cells: ({ reminders }) => remindedCells(reminders.emphasis.groups) },
  { title: 'Reminders, by segment', cells: ({ reminders }) => remindedCells(reminders.segment.groups) },
];
