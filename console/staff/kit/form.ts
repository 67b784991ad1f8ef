import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { html, type Html } from '../../html.ts';
import { fieldOf, type Field, type Filled } from './field.ts';

/** How a page renders its forms. */
export interface FormPart {
  readonly locale: WordingLocale;
  /** New with every page: what a form asks is done once, however often it is sent. */
  readonly formKey: string;
  /** The form that was refused, as it was sent. */
  readonly refused?: (Filled & { readonly form: string }) | undefined;
}

export interface StaffForm {
  /** Its name on the page: the last part of where it is sent to. */
  readonly name: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly button: string;
  readonly tone?: 'go' | 'danger';
}

/** A form that does something. */
export function staffForm({ name, action, fields, button, tone }: StaffForm, part: FormPart): Html {
  const filled = part.refused?.form === name ? part.refused : undefined;
  return html`<form class="act" method="post" action="${action}" id="${name}">
    ${keyField(name, part)}
    ${fields.map((field) => fieldOf(field, { form: name, locale: part.locale, filled, marksOptional: true }))}
    <button type="submit" ${tone && html` class="${tone}"`}>${button}</button>
  </form>`;
}

/** The same, folded until it is wanted; open where it was refused. */
export function foldedForm(title: string, form: StaffForm, part: FormPart): Html {
  const isOpen = part.refused?.form === form.name;
  return html`<details${isOpen && html` open`}>
    <summary>${title}</summary>
    <div class="inside">${staffForm(form, part)}</div>
  </details>`;
}

/** A form's own key: what it asks is done once, and another form of the page is another request. */
export function keyField(form: string, { formKey }: Pick<FormPart, 'formKey'>): Html {
  return hiddenField('key', `${formKey}.${form}`);
}

export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}
