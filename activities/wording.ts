import { wordingLocale } from '../domain/messages/locale.ts';
import type { MessageRequest, RenderedMessage } from '../domain/messages/message.ts';
import { partsOf, templateNames } from '../domain/messages/own-template.ts';
import { renderMessage } from '../domain/messages/render-message.ts';
import type { MessageTemplate } from '../domain/messages/templates/template.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { templates } from '../prisma/templates.ts';
import type { OrderStep } from './order-step.ts';

export interface WordedMessage extends RenderedMessage {
  /** The shop's templates it was made of, `<name>@<version>`; null for the built-in words alone. */
  readonly template: string | null;
}

/** Words messages of one purpose for one buyer. */
export type Wording = (request: MessageRequest) => Promise<WordedMessage>;

/**
 * The words for messages of a purpose: the shop's own where it has some, the more special before the general, else the built-in ones. A
 * template of the shop's that fails on this order is left aside and staff are told: the buyer gets the built-in words.
 */
export async function wordingFor(
  step: OrderStep,
  { purpose, locale, persona }: Pick<MessageRequest, 'purpose' | 'locale' | 'persona'>,
): Promise<Wording> {
  if (!(await step.buyer()).ownWords)
    return async (request) => ({ ...(await renderMessage(request)), template: null });
  const { shop } = step.order();
  const scope = { purpose, locale: wordingLocale(locale), ...(persona === undefined ? {} : { persona }) };
  const names = templateNames(scope);
  const stored = await templates(step.client).newest(shop, names);
  const found = names.flatMap((name) => stored.get(name) ?? []);
  const own = found.reduce<Partial<MessageTemplate>>(
    (words, { document }) => ({ ...words, ...partsOf(document) }),
    {},
  );
  const template = found.map(({ name, version }) => `${name}@${version}`).join(' ') || null;
  return async (request) => {
    if (template === null) return { ...(await renderMessage(request)), template };
    try {
      return { ...(await renderMessage(request, own)), template };
    } catch (error) {
      await alertAbout(step, { shop, template, error });
      return { ...(await renderMessage(request)), template: null };
    }
  };
}

async function alertAbout(
  step: OrderStep,
  { shop, template, error }: { readonly shop: string; readonly template: string; readonly error: unknown },
): Promise<void> {
  const trouble = error instanceof Error ? error.message : String(error);
  await raiseAlert(step.client, {
    key: `template_failed/${shop}/${template}`,
    kind: 'template_failed',
    subject: template,
    facts: { shop, orderId: step.order().id, trouble: trouble.slice(0, 500) },
    at: step.now,
  });
}
