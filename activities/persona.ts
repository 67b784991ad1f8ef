import { wordingLocale } from '../domain/messages/locale.ts';
import type { MessagePurpose } from '../domain/messages/message.ts';
import { templateName } from '../domain/messages/own-template.ts';
import { wordings } from '../domain/messages/templates/wording.ts';
import { tagsOf } from '../prisma/goods.ts';
import { templates } from '../prisma/templates.ts';
import type { OrderStep } from './order-step.ts';

/**
 * The persona a message about the order is worded in: the first tag of its goods, in the order of its lines, that has words of its own
 * for the purpose, built in or the shop's. Undefined where none has.
 */
export async function personaOf(
  step: OrderStep,
  { purpose, locale }: { readonly purpose: MessagePurpose; readonly locale: string },
): Promise<string | undefined> {
  const { lines, shop } = step.order();
  const tags = await tagsOf(
    step.client,
    lines.map(({ sku }) => sku),
  );
  if (tags.length === 0) return undefined;
  const spoken = wordingLocale(locale);
  const { personas } = wordings[spoken];
  const nameFor = (persona: string) => templateName({ purpose, locale: spoken, persona });
  const own = await templates(step.client).newest(shop, tags.map(nameFor));
  return tags.find(
    (tag) =>
      own.has(nameFor(tag)) || (Object.hasOwn(personas, tag) && personas[tag]?.[purpose] !== undefined),
  );
}
