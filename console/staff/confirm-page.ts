import type { WordingLocale } from '../../domain/messages/locale.ts';
import { html, type Html } from '../html.ts';
import { hiddenField } from './kit/form.ts';
import { frameWords } from './words/frame.ts';

/** What a person is asked before it is done. */
export interface Question {
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly say: string;
  /** What was entered, in words. */
  readonly given: Html;
  readonly button: string;
}

/** Asks once more before something that can't be taken back. What was sent goes along, with the key it was sent under. */
export function confirmPage(
  { title, say, given, button }: Question,
  {
    action,
    back,
    fields,
    locale,
  }: {
    readonly action: string;
    readonly back: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly locale: WordingLocale;
  },
): Html {
  const words = frameWords[locale].confirm;
  return html`<div class="narrow">
    <h1>${title}</h1>
    <form class="card" method="post" action="${action}">
      <p>${say}</p>
      ${given} ${Object.entries(fields).map(([name, value]) => hiddenField(name, value))}
      ${hiddenField('confirmed', 'yes')}
      <button class="danger" type="submit">${button}</button>
      <a class="button quiet" href="${back}">${words.back}</a>
    </form>
  </div>`;
}
