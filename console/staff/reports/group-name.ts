import { dateText } from '../../../domain/messages/time-text.ts';
import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { codeText } from '../words/codes.ts';
import { inLocale } from '../words/pair.ts';
import { groupingNames, groupNames, noGroup, type Grouping } from '../words/report-groups.ts';
import { reportsWords } from '../words/reports.ts';

/** Groupings whose keys are codes of ours; the keys of the others are what shops and devices call things. */
const coded: readonly string[] = [
  'segment',
  'channel',
  'kind',
  'method',
  'stage',
  'emphasis',
  'strategy',
  'product',
];

/** What a group of a report is called. */
export function groupName(grouping: Grouping | null, key: string, locale: WordingLocale): string {
  if (grouping === 'day') return dateText(key, locale);
  if (grouping === 'hour') return `${key}:00`;
  const names = grouping === null ? undefined : groupNames[grouping];
  const pair = [names, noGroup].find((table) => table !== undefined && Object.hasOwn(table, key))?.[key];
  if (pair) return inLocale(pair, locale);
  return grouping !== null && coded.includes(grouping) ? codeText(key, locale) : key;
}

/** The same in as few letters as a column of a chart has room for. */
export function shortGroupName(grouping: Grouping | null, key: string, locale: WordingLocale): string {
  if (grouping === 'day' && locale === 'zh-CN') return key.slice(5).replace('-', '/');
  if (grouping === 'hour') return key;
  return grouping === 'weekday' && locale === 'en'
    ? groupName(grouping, key, locale).slice(0, 3)
    : groupName(grouping, key, locale);
}

/** The column that names the groups of a report, of which one may be all of them together. */
export function groupColumn<Row extends { readonly key: string }>(
  grouping: Grouping,
  locale: WordingLocale,
  total?: Row,
): { readonly head: string; readonly cell: (row: Row) => string } {
  return {
    head: inLocale(groupingNames[grouping], locale),
    cell: (row) => (row === total ? reportsWords[locale].total : groupName(grouping, row.key, locale)),
  };
}

/** Groups and, where there are any, all of them together. */
export function withTotal<Row>(groups: readonly Row[], total: Row): readonly Row[] {
  return groups.length === 0 ? [] : [...groups, total];
}
