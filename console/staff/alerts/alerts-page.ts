import { html, type Html } from '../../html.ts';
import { addressWith } from '../address.ts';
import { badge } from '../kit/badge.ts';
import { entries } from '../kit/entries.ts';
import { factList } from '../kit/fact-list.ts';
import type { Field } from '../kit/field.ts';
import { anyOf } from '../kit/filters.ts';
import { rowForm, type FormPart } from '../kit/form.ts';
import { listPage, type Listed } from '../kit/list-page.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { Alert } from '../rest-shapes.ts';
import { alertTexts } from '../words/alert-texts.ts';
import { alertsWords } from '../words/alerts.ts';
import { inLocale } from '../words/pair.ts';
import { reasonText } from '../words/reason-text.ts';
import { alertSubject } from './alert-subject.ts';

const PATH = '/console/alerts';

/** What a person has to look at: what it means, what to do, and whether somebody has. */
export function alertsPage(list: Listed<Alert>, part: FormPart & Reader): Html {
  const { query } = list;
  const words = alertsWords[part.locale];
  const action = addressWith(`${PATH}/acknowledge`, query);
  return listPage(
    list,
    {
      words,
      path: PATH,
      fields: fieldsOf(part),
      shown: entries(
        list.entries.map((alert) => alertOf(alert, action, part)),
        words.empty,
      ),
    },
    part,
  );
}

function fieldsOf({ locale }: Reader): readonly Field[] {
  const { filters: words } = alertsWords[locale];
  const states = [
    { value: 'false', text: words.open },
    { value: 'true', text: words.seen },
  ];
  const kinds = Object.keys(alertTexts).map((value) => ({ value, text: reasonText(value, locale) }));
  return [
    { kind: 'choice', name: 'acknowledged', label: words.acknowledged, choices: anyOf(states, locale) },
    { kind: 'choice', name: 'kind', label: words.kind, choices: anyOf(kinds, locale) },
  ];
}

function alertOf(alert: Alert, action: string, part: FormPart & Reader): Html {
  const { id, kind, at, facts, acknowledgedAt } = alert;
  const words = alertsWords[part.locale];
  const means = Object.hasOwn(alertTexts, kind) ? alertTexts[kind]?.means : undefined;
  const list = factList(facts, part);
  return html`<h2>${reasonText(kind, part.locale)} · ${alertSubject(alert)}</h2>
    <p class="fine">
      ${when(at, part)}
      ${acknowledgedAt !== undefined && html`${badge(words.seen, 'plain')} ${when(acknowledgedAt, part)}`}
    </p>
    ${means && html`<p>${inLocale(means, part.locale)}</p>`}
    ${
      list &&
      html`<details>
        <summary>${words.facts}</summary>
        <div class="inside">${list}</div>
      </details>`
    }
    ${
      acknowledgedAt === undefined &&
      rowForm(
        { name: 'acknowledge', action, about: { name: 'alert', value: id }, button: words.acknowledge },
        part,
      )
    }`;
}
