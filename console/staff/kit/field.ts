import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { html, type Html } from '../../html.ts';
import { kitWords } from '../words/kit.ts';

/** What a field is, whatever its control. */
interface FieldBase {
  /** As the REST API calls it, so that its errors find the field. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What is in it before anybody writes. */
  readonly value?: string | undefined;
  readonly isRequired?: boolean;
}

/** A field of a form. `local_time`: a day and time on the shop's clock. `amount`: money, `12.50`. */
export type Field = FieldBase &
  (
    | { readonly kind: 'text' | 'long_text' | 'amount' | 'local_time' | 'date' | 'secret' }
    | { readonly kind: 'check' }
    | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  );

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** What a form was sent with, and what was wrong with that. */
export interface Filled {
  readonly values: Readonly<Record<string, string>>;
  /** By field. */
  readonly errors: Readonly<Record<string, string>>;
}

/** How to render a field: `form` keeps ids apart where several forms are on a page. */
export interface FieldPart {
  readonly form: string;
  readonly locale: WordingLocale;
  readonly filled?: Filled | undefined;
  /** Whether fields that may stay empty say so. */
  readonly marksOptional?: boolean;
}

/** A label, its control, a hint, and what was wrong. */
export function fieldOf(field: Field, part: FieldPart): Html {
  const { label, hint, isRequired = false, kind } = field;
  const { error, id } = stateOf(field, part);
  const words = kitWords[part.locale];
  const optional =
    isRequired || !part.marksOptional || kind === 'check' || kind === 'choice'
      ? undefined
      : html` <small>(${words.optional})</small>`;
  const control = controlOf(field, part);
  const under = html`${hint !== undefined && html`<small id="${id}-hint">${hint}</small>`}
  ${error !== undefined && html`<small class="wrong" id="${id}-error">${words.fieldWrong}<span lang="en">${error}</span></small>`}`;
  return kind === 'check'
    ? html`<div class="field check">${control}<label for="${id}">${label}</label>${under}</div>`
    : html`<div class="field"><label for="${id}">${label}${optional}</label>${control}${under}</div>`;
}

function stateOf({ name, value = '' }: Field, { form, filled }: FieldPart) {
  return {
    id: `${form}-${name}`,
    value: filled?.values[name] ?? value,
    error: filled?.errors[name],
  };
}

const inputs = {
  text: html` type="text"`,
  amount: html` type="text" inputmode="decimal" autocomplete="off"`,
  local_time: html` type="datetime-local"`,
  date: html` type="date"`,
  secret: html` type="password" autocomplete="current-password"`,
} as const;

function controlOf(field: Field, part: FieldPart): Html {
  const { id, value, error } = stateOf(field, part);
  const { name, hint, isRequired } = field;
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(
    Boolean,
  );
  const common = html`id="${id}"
  name="${name}"${isRequired && html` required`}${
    error !== undefined && html` aria-invalid="true"`
  }${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}`;
  switch (field.kind) {
    case 'long_text':
      return html`<textarea ${common} rows="2">${value}</textarea>`;
    case 'check':
      return html`<input type="checkbox" ${common} value="yes" ${value === 'yes' && html` checked`} />`;
    case 'choice':
      return html`<select ${common}>
        ${field.choices.map((choice) => optionOf(choice, value))}
      </select>`;
    default:
      return html`<input${inputs[field.kind]} ${common} value="${value}" />`;
  }
}

function optionOf({ value, text }: Choice, chosen: string): Html {
  return html`<option value="${value}" ${value === chosen && html` selected`}>${text}</option>`;
}
