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
  /** What it does, where its button does not say it all. */
  readonly say?: string;
  /** Which of several things on the page it is about: sent along, and keeps the forms of one name apart. */
  readonly about?: { readonly name: string; readonly value: string };
  readonly fields: readonly Field[];
  readonly button: string;
  readonly tone?: 'go' | 'danger';
}

/** A form that does something. */
export function staffForm(form: StaffForm, part: FormPart): Html {
  const { action, say, about, fields, button, tone } = form;
  const id = idOf(form);
  const filled = isRefused(form, part) ? part.refused : undefined;
  return html`<form class="act" method="post" action="${action}" id="${id}">
    ${keyField(id, part)} ${about && hiddenField(about.name, about.value)}
    ${say !== undefined && html`<p>${say}</p>`}
    ${fields.map((field) => fieldOf(field, { form: id, locale: part.locale, filled, marksOptional: true }))}
    <button type="submit" ${tone && html` class="${tone}"`}>${button}</button>
  </form>`;
}

function idOf({ name, about }: StaffForm): string {
  return about === undefined ? name : `${name}.${about.value}`;
}

function isRefused({ name, about }: StaffForm, { refused }: FormPart): boolean {
  return refused?.form === name && (about === undefined || refused.values[about.name] === about.value);
}

/** The same, folded until it is wanted; open where it was refused. */
export function foldedForm(title: string, form: StaffForm, part: FormPart): Html {
  const isOpen = isRefused(form, part);
  return html`<details${isOpen && html` open`}>
    <summary>${title}</summary>
    <div class="inside">${staffForm(form, part)}</div>
  </details>`;
}

/** A button that does one thing to one of the entries of a list. */
export function rowForm(
  {
    name,
    action,
    about,
    button,
  }: Pick<StaffForm, 'name' | 'action' | 'button'> & Required<Pick<StaffForm, 'about'>>,
  part: FormPart,
): Html {
  return html`<form class="row" method="post" action="${action}">
    ${keyField(`${name}.${about.value}`, part)} ${hiddenField(about.name, about.value)}
    <button type="submit">${button}</button>
  </form>`;
}

/** A form's own key: what it asks is done once, and another form of the page is another request. */
export function keyField(form: string, { formKey }: Pick<FormPart, 'formKey'>): Html {
  return hiddenField('key', `${formKey}.${form}`);
}

export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}
