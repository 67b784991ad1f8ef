import type { WordingLocale } from '../../domain/messages/locale.ts';
import { html, type Html } from '../html.ts';
import { addressWith } from './address.ts';
import { framed } from './frame.ts';
import { fieldOf, type Field } from './kit/field.ts';
import { hiddenField } from './kit/form.ts';
import { doneMessage, refusedMessage } from './kit/message.ts';
import { signInWords } from './words/sign-in.ts';

export interface SignInView {
  readonly locale: WordingLocale;
  /** Where to go on to, a page of the console. */
  readonly to: string;
  /** What was entered as the name. */
  readonly person?: string | undefined;
  /** Why somebody is here: a name of `SignInWords.why`. */
  readonly why?: string | undefined;
  /** Whether one press is enough. */
  readonly devMode: boolean;
}

const welcome: readonly string[] = ['signed_out'];

/** The page on which staff sign in, a whole HTML document. */
export function renderSignIn({ locale, to, person, why = '', devMode }: SignInView): string {
  const words = signInWords[locale];
  const said = words.why[why];
  const message = welcome.includes(why) ? doneMessage : refusedMessage;
  const other = locale === 'en' ? 'zh-CN' : 'en';
  const fields: readonly Field[] = [
    {
      kind: 'text',
      name: 'person',
      label: words.person,
      hint: words.personHint,
      value: person,
      isRequired: true,
    },
    { kind: 'secret', name: 'key', label: words.key, hint: words.keyHint, isRequired: true },
  ];
  return framed({
    locale,
    title: words.title,
    menu: [],
    inOtherLanguage: addressWith('/console/sign-in', { to, lang: other }),
    message: said === undefined ? undefined : message(said),
    main: html`<div class="narrow">
      <h1>${words.title}</h1>
      <form class="card" method="post" action="/console/sign-in">
        <p>${words.say}</p>
        ${hiddenField('to', to)} ${hiddenField('lang', locale)}
        ${fields.map((field) => fieldOf(field, { form: 'sign-in', locale }))}
        <button class="go" type="submit">${words.button}</button>
      </form>
      ${devMode && devForm(locale, to)}
    </div>`,
  });
}

function devForm(locale: WordingLocale, to: string): Html {
  const { dev } = signInWords[locale];
  return html`<form class="card" method="post" action="/console/sign-in">
    <h2>${dev.title}</h2>
    <p>${dev.say}</p>
    ${hiddenField('to', to)} ${hiddenField('lang', locale)} ${hiddenField('dev', 'yes')}
    ${hiddenField('person', dev.person)}
    <button type="submit">${dev.button}</button>
  </form>`;
}
