import { wordingLocales, type WordingLocale } from '../../../domain/messages/locale.ts';
import { messagePurposes, type MessagePurpose } from '../../../domain/messages/message.ts';
import { templateName, templateScope } from '../../../domain/messages/own-template.ts';
import { html, type Html } from '../../html.ts';
import { choicesOf } from '../kit/choices.ts';
import { fieldOf, type Field } from '../kit/field.ts';
import { filters } from '../kit/filters.ts';
import { hiddenField } from '../kit/form.ts';
import { table } from '../kit/table.ts';
import type { Reader } from '../reader.ts';
import type { ListedTemplate } from '../rest-shapes.ts';
import { orderWords } from '../words/order.ts';
import { inLocale } from '../words/pair.ts';
import { languageNames, templatesWords } from '../words/templates.ts';
import { TEMPLATES, templateHref } from './template-href.ts';
import { templateTitle } from './template-title.ts';

export interface TemplatesView {
  readonly templates: readonly ListedTemplate[];
  readonly shop: string;
  /** Whether the reader's key is for every shop, so that he may choose one. */
  readonly choosesShop: boolean;
}

/** What buyers are told, and where it is in the shop's own words. */
export function templatesPage(view: TemplatesView, reader: Pick<Reader, 'locale'>): Html {
  const { locale } = reader;
  const words = templatesWords[locale];
  const { shop, choosesShop } = view;
  const ofShop: Field = { kind: 'text', name: 'shop', label: words.shop, value: shop };
  return html`<h1>${words.title}</h1>
    <p class="lead">${words.say}</p>
    ${choosesShop && filters([ofShop], { action: TEMPLATES, locale })}
    <section class="card">${purposesTable(view, reader)}</section>
    <section class="card">
      <h2>${words.ofGoods.title}</h2>
      <p>${words.ofGoods.say}</p>
      ${goodsTable(view, reader)} ${goodsForm(shop, reader)}
    </section>`;
}

function purposesTable(view: TemplatesView, { locale }: Pick<Reader, 'locale'>): Html {
  const words = templatesWords[locale];
  const linkFor = (spoken?: WordingLocale) => (purpose: MessagePurpose) =>
    templateLink(templateName({ purpose, ...(spoken && { locale: spoken }) }), view, locale);
  return table<MessagePurpose>({
    caption: words.title,
    empty: words.ofGoods.empty,
    rows: messagePurposes,
    columns: [
      { head: words.purpose, cell: (purpose) => orderWords[locale].messages.purposes[purpose] },
      { head: words.every, cell: linkFor() },
      ...wordingLocales.map((spoken) => ({
        head: inLocale(languageNames[spoken], locale),
        cell: linkFor(spoken),
      })),
    ],
  });
}

function templateLink(name: string, { templates, shop }: TemplatesView, locale: WordingLocale): Html {
  const words = templatesWords[locale];
  const own = templates.find((template) => template.name === name);
  const isOwn = own !== undefined && Object.keys(own.template).length > 0;
  const text = isOwn ? html`<strong>${words.own(own.version)}</strong>` : html`${words.builtIn}`;
  return html`<a
    href="${templateHref(name, shop)}"
    aria-label="${templateTitle(name, { locale })}: ${isOwn ? words.own(own.version) : words.builtIn}"
    >${text}</a
  >`;
}

function goodsTable({ templates, shop }: TemplatesView, reader: Pick<Reader, 'locale'>): Html {
  const words = templatesWords[reader.locale];
  return table<ListedTemplate>({
    caption: words.ofGoods.title,
    empty: words.ofGoods.empty,
    rows: templates.filter(({ name }) => templateScope(name)?.persona !== undefined),
    columns: [
      {
        head: words.ofGoods.name,
        cell: ({ name }) => html`<a href="${templateHref(name, shop)}">${templateTitle(name, reader)}</a>`,
      },
      {
        head: words.shop,
        cell: ({ version, template }) =>
          Object.keys(template).length > 0 ? words.own(version) : words.builtIn,
      },
    ],
  });
}

/** Leads to the words for goods with a tag, whether there are any yet or not. */
function goodsForm(shop: string, { locale }: Pick<Reader, 'locale'>): Html {
  const { ofGoods: words } = templatesWords[locale];
  const { purposes } = orderWords[locale].messages;
  const messages = messagePurposes.map((value) => ({ value, text: purposes[value] }));
  const fields: readonly Field[] = [
    { kind: 'choice', name: 'purpose', label: words.name, choices: messages },
    {
      kind: 'choice',
      name: 'language',
      label: words.language,
      choices: choicesOf(wordingLocales, languageNames, locale),
    },
    { kind: 'text', name: 'tag', label: words.tag, isRequired: true },
  ];
  return html`<form class="filters" method="get" action="${TEMPLATES}">
    ${hiddenField('shop', shop)} ${fields.map((field) => fieldOf(field, { form: 'goods', locale }))}
    <button type="submit" class="quiet go">${words.open}</button>
  </form>`;
}
