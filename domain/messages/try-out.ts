import { wordingLocales } from './locale.ts';
import type { WordingLocale } from './locale.ts';
import type { MessagePurpose, RenderedMessage, WrittenChannel } from './message.ts';
import { faultsOf, partsOf, templateParts } from './own-template.ts';
import type { OwnTemplate, TemplateFault, TemplateScope } from './own-template.ts';
import { renderMessage } from './render-message.ts';
import { sampleRequest } from './sample.ts';
import type { SampleWish } from './sample.ts';

/** A sample message on every channel that carries words. */
export async function renderSample(
  wish: SampleWish,
  own: OwnTemplate,
): Promise<Readonly<Record<WrittenChannel, RenderedMessage>>> {
  const render = (channel: WrittenChannel) => renderMessage(sampleRequest(wish, channel), partsOf(own));
  const [sms, email, push, in_app] = await Promise.all([
    render('sms'),
    render('email'),
    render('push'),
    render('in_app'),
  ]);
  return { sms, email, push, in_app };
}

/**
 * What speaks against using a template, part by part: what `faultsOf` finds, what fails on a sample order, and a one-line text without
 * the links it must have: how to stop in every message, how to pay in a reminder and a deadline notice (product.md section 4).
 */
export async function tryTemplate(
  own: OwnTemplate,
  { purpose, locale, persona }: TemplateScope,
): Promise<readonly TemplateFault[]> {
  const faults = faultsOf(own, purpose);
  if (faults.length > 0) return faults;
  const tried = (locale === undefined ? wordingLocales : [locale]).flatMap((spoken) =>
    Object.entries(partsOf(own)).map(([part, source]) =>
      tryPart(part, source, { purpose, locale: spoken, ...(persona === undefined ? {} : { persona }) }),
    ),
  );
  const found = (await Promise.all(tried)).flat();
  return [...new Map(found.map((fault) => [`${fault.part} ${fault.message}`, fault])).values()];
}

async function tryPart(part: string, source: string, wish: SampleWish): Promise<readonly TemplateFault[]> {
  const named = templateParts.find((name) => name === part);
  if (!named) return [];
  try {
    const { sms } = await renderSample(wish, { [named]: source });
    return named === 'short' ? missingLinks(sms.text, wish) : [];
  } catch (error) {
    return [{ part: named, message: error instanceof Error ? error.message : String(error) }];
  }
}

const toldToPay: readonly MessagePurpose[] = ['reminder', 'deadline_notice'];

function missingLinks(
  text: string,
  wish: { readonly purpose: MessagePurpose; readonly locale: WordingLocale },
): TemplateFault[] {
  const { payUrl = '', stopUrl = '' } = sampleRequest(wish, 'sms').data;
  const wanted = [
    ['stopUrl', stopUrl],
    ...(toldToPay.includes(wish.purpose) ? [['payUrl', payUrl] as const] : []),
  ] as const;
  return wanted
    .filter(([, url]) => !text.includes(url))
    .map(([name]) => ({ part: 'short', message: `must say {{ ${name} }}` }));
}
