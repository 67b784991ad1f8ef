import { callOutcomes, type CallOutcome } from '../../../domain/call-tasks/call-task.ts';
import { cancelReasons } from '../../cancel-reasons.ts';
import { html, type Html } from '../../html.ts';
import type { Field } from '../kit/field.ts';
import { foldedForm } from '../kit/form.ts';
import { callOutcomeTexts } from '../words/call-outcomes.ts';
import { callsWords, type CallsWords } from '../words/calls.ts';
import { inLocale } from '../words/pair.ts';
import { reasonText } from '../words/reason-text.ts';
import type { CallPart } from './call-page.ts';

/** What may have come of a call: a form for each, with what it leads to and what has to be known for that. */
export function outcomeForms(part: CallPart): Html {
  const { outcome: words } = callsWords[part.locale];
  return html`<section class="card actions" aria-labelledby="outcome">
    <h2 id="outcome">${words.title}</h2>
    ${callOutcomes.map((outcome) => formOf(outcome, part))}
  </section>`;
}

function formOf(outcome: CallOutcome, part: CallPart): Html {
  const { outcome: words } = callsWords[part.locale];
  const { name, does } = callOutcomeTexts[outcome];
  const note: Field = { kind: 'long_text', name: 'note', label: words.note };
  const form = {
    name: outcome,
    action: `${part.path}/${outcome}`,
    say: inLocale(does, part.locale),
    fields: [...fieldsOf(outcome, words, part), note],
    button: words.button,
    tone: outcome === 'not_wanted' ? 'danger' : 'go',
  } as const;
  return foldedForm(inLocale(name, part.locale), form, part);
}

function fieldsOf(
  outcome: CallOutcome,
  words: CallsWords['outcome'],
  { locale }: CallPart,
): readonly Field[] {
  switch (outcome) {
    case 'for_somebody_else':
      return [
        { kind: 'text', name: 'contact.name', label: words.contactName },
        { kind: 'text', name: 'contact.phone', label: words.contactPhone, hint: words.contactHint },
        { kind: 'text', name: 'contact.email', label: words.contactEmail },
      ];
    case 'not_wanted':
      return [
        {
          kind: 'choice',
          name: 'reason',
          label: words.reason,
          choices: cancelReasons.map((value) => ({ value, text: reasonText(value, locale) })),
        },
        { kind: 'check', name: 'gift', label: words.withGift, hint: words.withGiftHint },
      ];
    default:
      return [];
  }
}
