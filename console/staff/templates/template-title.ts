import { templateScope } from '../../../domain/messages/own-template.ts';
import type { Reader } from '../reader.ts';
import { orderWords } from '../words/order.ts';
import { inLocale } from '../words/pair.ts';
import { languageNames, templatesWords } from '../words/templates.ts';

/** What a template is for, in words: the message, its language, and the tag of its goods. */
export function templateTitle(name: string, { locale }: Pick<Reader, 'locale'>): string {
  const scope = templateScope(name);
  if (!scope) return name;
  const language = scope.locale
    ? inLocale(languageNames[scope.locale], locale)
    : templatesWords[locale].every;
  const purpose = orderWords[locale].messages.purposes[scope.purpose];
  return [purpose, language, scope.persona].filter((part) => part !== undefined).join(' · ');
}
