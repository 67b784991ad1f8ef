import { html, type Html } from '../../html.ts';
import { addressWith } from '../address.ts';
import { badge } from '../kit/badge.ts';
import { entries } from '../kit/entries.ts';
import type { Field } from '../kit/field.ts';
import { anyOf } from '../kit/filters.ts';
import { rowForm, type FormPart } from '../kit/form.ts';
import { listPage, type Listed } from '../kit/list-page.ts';
import { when } from '../kit/when.ts';
import { orderHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { ListedProblem } from '../rest-shapes.ts';
import { inLocale } from '../words/pair.ts';
import { problemListWords } from '../words/problem-list.ts';
import { problemKindNames } from '../words/states.ts';

const PATH = '/console/problems';

/** What keeps buyers from paying, each to be resolved. */
export function problemsPage(list: Listed<ListedProblem>, part: FormPart & Reader): Html {
  const { query } = list;
  const words = problemListWords[part.locale];
  const action = addressWith(`${PATH}/resolve`, query);
  return listPage(
    list,
    {
      words,
      path: PATH,
      fields: fieldsOf(part),
      shown: entries(
        list.entries.map((problem) => problemOf(problem, action, part)),
        words.empty,
      ),
    },
    part,
  );
}

function fieldsOf({ locale }: Reader): readonly Field[] {
  const { filters: words } = problemListWords[locale];
  const states = [
    { value: 'open', text: words.open },
    { value: 'resolved', text: words.resolved },
  ];
  return [
    { kind: 'choice', name: 'state', label: words.state, choices: anyOf(states, locale) },
    { kind: 'text', name: 'orderId', label: words.orderId },
  ];
}

function problemOf(
  { id, orderId, kind, note, at, resolvedAt }: ListedProblem,
  action: string,
  part: FormPart & Reader,
): Html {
  const words = problemListWords[part.locale];
  return html`<h2>
      ${inLocale(problemKindNames[kind], part.locale)} · ${words.order}
      <a href="${orderHref(orderId)}">${orderId}</a>
    </h2>
    <p class="fine">
      ${when(at, part)}
      ${resolvedAt !== undefined && html`${badge(words.resolved, 'plain')} ${when(resolvedAt, part)}`}
    </p>
    <p class="letter">${note}</p>
    ${
      resolvedAt === undefined &&
      rowForm(
        {
          name: 'resolve',
          action,
          about: { name: 'problem', value: id },
          along: { order: orderId },
          button: words.resolve,
        },
        part,
      )
    }`;
}
