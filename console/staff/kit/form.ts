import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { html, type Html } from '../../html.ts';
import { fieldOf, type Field, type Filled } from './field.ts';

/** How a page renders its forms. */
export interface FormPart {
  readonly locale: WordingLocale;
  /** New with every page: what a form asks is done once, however often it is sent. */
  readonly formKey: string;
  /** The form that was sent, as it was: with what was wrong with it, or just to stay as it is. */
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
  /** What else is sent along, by name. */
  readonly along?: Readonly<Record<string, string>>;
  readonly fields: readonly Field[];
  readonly button: string;
  readonly tone?: 'go' | 'danger';
}

/** A form that does something. */
export function staffForm(form: StaffForm, part: FormPart): Html {
  const { action, say, fields, button, tone } = form;
  const id = idOf(form);
  const filled = isRefused(form, part) ? part.refused : undefined;
  return html`<form class="act" method="post" action="${action}" id="${id}">
    ${keyField(id, part)} ${sentAlong(form)} ${say !== undefined && html`<p>${say}</p>`}
    ${fields.map((field) => fieldOf(field, { form: id, locale: part.locale, filled, marksOptional: true }))}
    <button type="submit" ${tone && html` class="${tone}"`}>${button}</button>
  </form>`;
}

function sentAlong({ about, along = {} }: Pick<StaffForm, 'about' | 'along'>): readonly Html[] {
  const sent = Object.entries(along).map(([name, value]) => hiddenField(name, value));
  return about === undefined ? sent : [hiddenField(about.name, about.value), ...sent];
}

function idOf({ name, about }: Pick<StaffForm, 'name' | 'about'>): string {
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
  form: Pick<StaffForm, 'name' | 'action' | 'along' | 'button'> & Required<Pick<StaffForm, 'about'>>,
  part: Pick<FormPart, 'formKey'>,
): Html {
  return html`<form class="row" method="post" action="${form.action}">
    ${keyField(idOf(form), part)} ${sentAlong(form)}
    <button type="submit">${form.button}</button>
  </form>`;
}

/** A form's own key: what it asks is done once, and another form of the page is another request. */
export function keyField(form: string, { formKey }: Pick<FormPart, 'formKey'>): Html {
  return hiddenField('key', `${formKey}.${form}`);
}

export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}
