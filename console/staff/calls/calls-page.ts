import { callTaskStates } from '../../../domain/call-tasks/call-task.ts';
import { html, type Html } from '../../html.ts';
import { anyOf } from '../kit/filters.ts';
import { listPage, type Listed } from '../kit/list-page.ts';
import { table } from '../kit/table.ts';
import { whenShort } from '../kit/when.ts';
import { customerHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { CallTask } from '../rest-shapes.ts';
import { callsWords } from '../words/calls.ts';
import { codeText } from '../words/codes.ts';
import { callBadge } from './call-badge.ts';

/** The calls to make, or that were made, each leading to its page. */
export function callsPage(list: Listed<CallTask>, reader: Reader): Html {
  const { locale } = reader;
  const words = callsWords[locale];
  const states = callTaskStates.map((value) => ({ value, text: words.states[value] }));
  return listPage(
    list,
    {
      words,
      path: '/console/calls',
      fields: [
        { kind: 'choice', name: 'state', label: words.filters.state, choices: anyOf(states, locale) },
        { kind: 'text', name: 'orderId', label: words.filters.orderId },
      ],
      shown: callsTable(list.entries, reader),
    },
    reader,
  );
}

function callsTable(rows: readonly CallTask[], reader: Reader): Html {
  const { locale } = reader;
  const { columns, caption, empty, tries } = callsWords[locale];
  return table<CallTask>({
    caption,
    empty,
    rows,
    columns: [
      { head: columns.order, cell: ({ id, orderId }) => html`<a href="${callHref(id)}">${orderId}</a>` },
      { head: columns.state, cell: ({ state }) => callBadge(state, locale) },
      {
        head: columns.buyer,
        cell: ({ customerId }) => html`<a href="${customerHref(customerId)}">${customerId}</a>`,
      },
      {
        head: columns.about,
        cell: ({ stage, attempt }) => `${codeText(stage, locale)}${tries(attempt)}`,
      },
      { head: columns.created, cell: ({ createdAt }) => whenShort(createdAt, reader) },
      { head: columns.by, cell: ({ claimedBy }) => claimedBy },
    ],
  });
}

export function callHref(id: string): string {
  return `/console/calls/${encodeURIComponent(id)}`;
}
