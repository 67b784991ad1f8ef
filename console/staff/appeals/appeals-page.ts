import { html, type Html } from '../../html.ts';
import { addressWith } from '../address.ts';
import { entries } from '../kit/entries.ts';
import { facts } from '../kit/facts.ts';
import type { Field } from '../kit/field.ts';
import { anyOf } from '../kit/filters.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import { listPage, type Listed } from '../kit/list-page.ts';
import { when } from '../kit/when.ts';
import { customerHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { StandingAppeal } from '../rest-shapes.ts';
import { appealsWords } from '../words/appeals.ts';
import { inLocale } from '../words/pair.ts';
import { standingNames } from '../words/states.ts';

const PATH = '/console/standing-appeals';

/** What buyers say against their standing, and the decision on each. */
export function appealsPage(list: Listed<StandingAppeal>, part: FormPart & Reader): Html {
  const { query } = list;
  const words = appealsWords[part.locale];
  const states = [
    { value: 'open', text: words.open },
    { value: 'decided', text: words.decided },
  ];
  return listPage(
    list,
    {
      words,
      path: PATH,
      fields: [{ kind: 'choice', name: 'state', label: words.state, choices: anyOf(states, part.locale) }],
      shown: entries(
        list.entries.map((appeal) => appealOf(appeal, query, part)),
        words.empty,
      ),
    },
    part,
  );
}

function appealOf(appeal: StandingAppeal, query: Listed<unknown>['query'], part: FormPart & Reader): Html {
  const { customerId, level, note, at, decision, decisionNote, decidedAt } = appeal;
  const words = appealsWords[part.locale];
  return html`<h2>${words.buyer} <a href="${customerHref(customerId)}">${customerId}</a></h2>
    <p class="fine">${when(at, part)} · ${words.level}: ${inLocale(standingNames[level], part.locale)}</p>
    <p class="letter">${note}</p>
    ${
      decision === undefined
        ? html`${decisionForm('grant', appeal, query, part)} ${decisionForm('refuse', appeal, query, part)}`
        : facts([
            [words.decided, html`<strong>${words.decisions[decision]}</strong>`],
            [words.why, decisionNote !== undefined && html`<span class="letter">${decisionNote}</span>`],
            [words.decidedAt, decidedAt !== undefined && when(decidedAt, part)],
          ])
    }`;
}

function decisionForm(
  name: 'grant' | 'refuse',
  { id }: StandingAppeal,
  query: Listed<unknown>['query'],
  part: FormPart & Reader,
): Html {
  const words = appealsWords[part.locale];
  const { title, say } = words[name];
  const why: Field = { kind: 'text', name: 'note', label: words.why, hint: words.whyHint, isRequired: true };
  const form = {
    name,
    action: addressWith(`${PATH}/${name}`, query),
    about: { name: 'appeal', value: id },
    say,
    fields: [why],
    button: title,
    tone: name === 'grant' ? 'go' : 'danger',
  } as const;
  return foldedForm(title, form, part);
}
