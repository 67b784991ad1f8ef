import { emphases } from '../../../domain/messages/message.ts';
import { templateParts, templateScope } from '../../../domain/messages/own-template.ts';
import { wordingLocales } from '../../../domain/messages/locale.ts';
import { html, type Html } from '../../html.ts';
import { addressWith } from '../address.ts';
import { choicesOf } from '../kit/choices.ts';
import { fieldOf, type Field } from '../kit/field.ts';
import { foldedForm, hiddenField, keyField, type FormPart } from '../kit/form.ts';
import type { Template, TemplatePreview } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { inLocale } from '../words/pair.ts';
import { languageNames, partNames, templatesWords } from '../words/templates.ts';
import { TEMPLATES, templateHref } from './template-href.ts';
import { templateReads } from './template-reads.ts';
import { templateTitle } from './template-title.ts';

/** The form's name on the page: words are sent to be read, or to be saved. */
export const WORDS = 'words';

export interface TemplateView {
  readonly template: Template;
  readonly preview: TemplatePreview;
  readonly mayChange: boolean;
}

/** A message of a shop: its own words part by part, the built-in ones beside them, and how it reads. */
export function templatePage({ template, preview, mayChange }: TemplateView, part: FormPart): Html {
  const { locale } = part;
  const words = templatesWords[locale];
  const { name, shop, version } = template;
  const isOwn = Object.keys(template.template).length > 0;
  return html`<p class="back"><a href="${addressWith(TEMPLATES, { shop })}">${words.one.all}</a></p>
    <div class="head">
      <h1>${templateTitle(name, part)}</h1>
      <span>${words.one.ofShop(shop)} · ${isOwn ? words.own(version) : words.builtIn}</span>
    </div>
    ${wordsForm(template, mayChange, part)}
    ${mayChange && isOwn && html`<section class="card actions">${resetForm(template, part)}</section>`}
    <section class="card">
      <h2>${words.reads.now}</h2>
      <p>${words.reads.say}</p>
      ${templateReads(preview, part)}
    </section>`;
}

function wordsForm(template: Template, mayChange: boolean, part: FormPart): Html {
  const { locale } = part;
  const { one: words } = templatesWords[locale];
  const { name, version, variables } = template;
  const to = formAddress(template);
  return html`<form class="card act" method="post" action="${to('preview')}" id="${WORDS}">
    ${keyField(WORDS, part)} ${hiddenField('version', String(version))}
    <div class="columns">
      <div>
        <fieldset>
          <legend>${words.sample}</legend>
          ${sampleFields(name, part).map((field) => fieldOf(field, partOf(part)))}
        </fieldset>
        <h2>${words.variables}</h2>
        <p class="fine">${words.variablesSay}</p>
        <p><code>${variables.join(' ')}</code></p>
      </div>
      <div>${templateParts.map((each) => partField(each, template, part))}</div>
    </div>
    <button type="submit">${words.preview}</button>
    ${mayChange && html`<button type="submit" class="go" formaction="${to('save')}">${words.save}</button>`}
  </form>`;
}

const partOf = ({ locale, refused }: FormPart) => ({ form: WORDS, locale, filled: refused });

/** A part's own words, and the built-in ones that stand where there are none. */
function partField(name: (typeof templateParts)[number], template: Template, part: FormPart): Html {
  const { one: words } = templatesWords[part.locale];
  const builtIn = template.builtIn[name];
  const field = {
    kind: 'long_text',
    name,
    label: inLocale(partNames[name], part.locale),
    hint: words.empty,
    value: template.template[name],
  } as const;
  return html`${fieldOf(field, partOf(part))}
  ${
    builtIn !== undefined &&
    html`<details>
      <summary>${words.asBuiltIn}: ${inLocale(partNames[name], part.locale)}</summary>
      <div class="inside"><p class="letter">${builtIn}</p></div>
    </details>`
  }`;
}

/** What a sample order does not say of a message: in which language, for which stage, and what it argues. */
function sampleFields(name: string, { locale }: FormPart): readonly Field[] {
  const { ofGoods, one: words } = templatesWords[locale];
  const scope = templateScope(name);
  const coded = (codes: readonly string[]) =>
    codes.map((value) => ({ value, text: codeText(value, locale) }));
  const language: Field = {
    kind: 'choice',
    name: 'locale',
    label: ofGoods.language,
    choices: choicesOf(wordingLocales, languageNames, locale),
    value: locale,
  };
  const stage: Field = { kind: 'choice', name: 'stage', label: words.stage, choices: coded(stages) };
  const emphasis: Field = {
    kind: 'choice',
    name: 'emphasis',
    label: words.emphasis,
    choices: coded(emphases),
    value: 'trust',
  };
  return [
    ...(scope?.locale === undefined ? [language] : []),
    ...(scope?.purpose === 'reminder' ? [stage] : []),
    emphasis,
  ];
}

const stages = ['first', 'second', 'third', 'last_call'] as const;

function resetForm(template: Template, part: FormPart): Html {
  const { reset } = templatesWords[part.locale];
  const form = {
    name: 'reset',
    action: formAddress(template)('reset'),
    along: { version: String(template.version) },
    fields: [],
    button: reset.button,
    tone: 'danger',
  } as const;
  return foldedForm(reset.title, form, part);
}

function formAddress({ name, shop }: Template): (form: string) => string {
  const [path = '', query = ''] = templateHref(name, shop).split('?');
  return (form) => `${path}/${form}?${query}`;
}
