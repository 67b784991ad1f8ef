import { templateParts, type OwnTemplate } from '../../../domain/messages/own-template.ts';
import { html, type Html } from '../../html.ts';
import { changesList } from '../kit/changes.ts';
import type { Reader } from '../reader.ts';
import { kitWords } from '../words/kit.ts';
import { inLocale } from '../words/pair.ts';
import { partNames, templatesWords } from '../words/templates.ts';

/** What new words would change, part by part; a part without any is as built in. */
export function templateChanges(
  before: OwnTemplate,
  after: OwnTemplate,
  { locale }: Pick<Reader, 'locale'>,
): Html {
  const wordsOf = (text: string | undefined) =>
    text === undefined ? templatesWords[locale].one.asBuiltIn : html`<span class="letter">${text}</span>`;
  const changed = templateParts.filter((part) => before[part] !== after[part]);
  const shown = changed.map((part) => ({
    name: inLocale(partNames[part], locale),
    before: wordsOf(before[part]),
    after: wordsOf(after[part]),
  }));
  return changesList(shown, kitWords[locale].nothingChanges);
}
