import { z } from 'zod';
import { wordingLocales } from '../../domain/messages/locale.ts';
import { emphases } from '../../domain/messages/message.ts';
import { OwnTemplate } from '../../domain/messages/own-template.ts';
import { DEFAULT_NAME } from '../../prisma/defaults.ts';
import { OutsideId } from './fields.ts';

/** `reminder`, `reminder.en`, `reminder.en.cute`: a purpose, for all locales or one, for all goods or those with a tag. */
export const TemplateParams = z.object({
  name: z
    .string()
    .regex(/^[^/\p{Cc}]{1,120}$/u, 'must be a purpose, or purpose.locale, or purpose.locale.tag'),
});

export const TemplateQuery = z.strictObject({
  shop: OutsideId.default(DEFAULT_NAME).meta({ description: `The shop; \`${DEFAULT_NAME}\` if left out.` }),
});

const ListedTemplateFields = {
  name: z.string(),
  shop: z.string(),
  /** 0: the shop has never had words of its own under this name. */
  version: z.int(),
  template: OwnTemplate,
};

/** A shop's own words, one of its list. */
export const ListedTemplate = z.object(ListedTemplateFields).meta({ id: 'ListedTemplate' });

/** A shop's own words. `builtIn` is what stands for the parts that it leaves out. */
export const TemplateVersion = z
  .object({
    ...ListedTemplateFields,
    builtIn: OwnTemplate,
    /** What it may name: `{{ orderNumber }}`. */
    variables: z.array(z.string()),
  })
  .meta({ id: 'Template' });

export const TemplatePreviewRequest = z.strictObject({
  /** What to try; the stored one if left out. */
  template: OwnTemplate.optional(),
  locale: z.enum(wordingLocales).optional(),
  stage: z.string().min(1).max(64).optional(),
  emphasis: z.enum(emphases).optional(),
  persona: z.string().min(1).max(64).optional(),
});

const Words = z.object({ subject: z.string().optional(), text: z.string() });

export const TemplatePreview = z
  .object({
    locale: z.enum(wordingLocales),
    channels: z.object({
      sms: z.object({
        text: z.string(),
        encoding: z.enum(['GSM-7', 'UCS-2']),
        units: z.int(),
        parts: z.int(),
      }),
      email: Words.extend({ html: z.string() }),
      push: Words,
      in_app: Words,
    }),
  })
  .meta({ id: 'TemplatePreview' });
