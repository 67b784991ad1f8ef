import { z } from 'zod';
import { checkTemplate } from './check-template.ts';
import { wordingLocales } from './locale.ts';
import type { WordingLocale } from './locale.ts';
import { messagePurposes } from './message.ts';
import type { MessagePurpose } from './message.ts';
import type { MessageTemplate } from './templates/template.ts';

const Words = (longest: number) => z.string().trim().min(1).max(longest);

/**
 * A shop's own words for a purpose, in Liquid (templates/template.ts says what each part is). A part that is left out stays as it is
 * built in; no part at all is the built-in template again.
 */
export const OwnTemplate = z.strictObject({
  subject: Words(1_000).optional(),
  heading: Words(1_000).optional(),
  body: Words(20_000).optional(),
  button: Words(500).optional(),
  short: Words(2_000).optional(),
});
export type OwnTemplate = z.infer<typeof OwnTemplate>;

/** The parts, in the order they are read. */
export const templateParts = OwnTemplate.keyof().options;

/** What a template is for. */
export interface TemplateScope {
  readonly purpose: MessagePurpose;
  readonly locale?: WordingLocale;
  /** A product's tag that has words of its own. */
  readonly persona?: string;
}

/**
 * Reads a template's name: `reminder`, `reminder.en`, `reminder.en.cute`. All locales, one locale, one locale and the products with a tag.
 * Undefined for any other name.
 */
export function templateScope(name: string): TemplateScope | undefined {
  const [purposeWord, localeWord, ...rest] = name.split('.');
  const purpose = messagePurposes.find((known) => known === purposeWord);
  if (!purpose) return undefined;
  if (localeWord === undefined) return { purpose };
  const locale = wordingLocales.find((known) => known === localeWord);
  if (!locale) return undefined;
  if (rest.length === 0) return { purpose, locale };
  const persona = rest.join('.');
  return persona === '' ? undefined : { purpose, locale, persona };
}

/** The name of the template for a scope. */
export function templateName({ purpose, locale, persona }: TemplateScope): string {
  return [purpose, locale, locale && persona].filter((part) => part !== undefined).join('.');
}

/** The names that have a say in a message, the most general first: what a later one says wins. */
export function templateNames(
  scope: Required<Pick<TemplateScope, 'purpose' | 'locale'>> & TemplateScope,
): string[] {
  const { purpose, locale, persona } = scope;
  const general = [templateName({ purpose }), templateName({ purpose, locale })];
  return persona === undefined ? general : [...general, templateName({ purpose, locale, persona })];
}

/** The parts a shop has words of its own for. */
export function partsOf({ subject, heading, body, button, short }: OwnTemplate): Partial<MessageTemplate> {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(heading === undefined ? {} : { heading }),
    ...(body === undefined ? {} : { body }),
    ...(button === undefined ? {} : { button }),
    ...(short === undefined ? {} : { short }),
  };
}

export interface TemplateFault {
  readonly part: keyof OwnTemplate;
  readonly message: string;
}

/** What is wrong with each part of a template: it does not parse, or names what messages of this purpose do not have. */
export function faultsOf(template: OwnTemplate, purpose: MessagePurpose): readonly TemplateFault[] {
  return templateParts.flatMap((part) => {
    const source = template[part];
    const verdict = source === undefined ? undefined : checkTemplate(source, purpose);
    return verdict === undefined || verdict.ok ? [] : verdict.errors.map((message) => ({ part, message }));
  });
}
