import { html, type Html } from '../../html.ts';
import { factList } from '../kit/fact-list.ts';
import { facts } from '../kit/facts.ts';
import { table, type Column } from '../kit/table.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { Integrity, ReconciliationRun } from '../rest-shapes.ts';
import { checksWords, comparisonStates, differenceTexts, repairNames } from '../words/checks.ts';
import { integrityRuleTexts } from '../words/integrity-rules.ts';
import { inLocale } from '../words/pair.ts';

type Found = Integrity['violations'][number];

/** What is not as it must be: the rule in words, what it was seen at, and by what. `more`: further columns. */
export function foundTable<Row extends Found>(
  found: readonly Row[],
  caption: string,
  reader: Reader,
  more: readonly Column<Row>[] = [],
): Html {
  const { columns, reconciliation } = checksWords[reader.locale];
  return table({
    caption,
    columns: [
      { head: columns.rule, cell: ({ rule }) => ruleOf(rule, reader) },
      { head: columns.subject, cell: ({ subject }) => subject },
      { head: columns.facts, cell: (row) => factList(row.facts, reader) },
      ...more,
    ],
    rows: found,
    empty: reconciliation.same,
  });
}

function ruleOf(rule: string, { locale }: Reader): Html {
  const pair = [integrityRuleTexts, differenceTexts].find((texts) => Object.hasOwn(texts, rule))?.[rule];
  return html`${pair && inLocale(pair, locale)} <small><code>${rule}</code></small>`;
}

/** A comparison: when, how far it is, and what it found. */
export function differencesPart(
  { state, requestedAt, finishedAt, sessions, differences }: ReconciliationRun,
  reader: Reader,
): Html {
  const { locale } = reader;
  const { reconciliation: words, columns } = checksWords[locale];
  const needs: Column<NonNullable<typeof differences>[number]> = {
    head: columns.repair,
    cell: ({ repair, repaired }) => {
      const name = repairNames[repair];
      return `${name ? inLocale(name, locale) : repair}: ${repaired ? words.done : words.todo}`;
    },
  };
  return html`${facts([
    [words.state, inLocale(comparisonStates[state], locale)],
    [words.requested, when(requestedAt, reader)],
    [words.finished, finishedAt !== undefined && when(finishedAt, reader)],
    [words.sessions, sessions && words.sessionsText(sessions.asked, sessions.unanswered, sessions.left)],
  ])}
  ${differences && foundTable(differences, words.title, reader, [needs])}`;
}
