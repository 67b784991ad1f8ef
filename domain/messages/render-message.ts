import { htmlEngine, renderText } from './liquid.ts';
import { wordingLocale, type WordingLocale } from './locale.ts';
import { mailFrame } from './mail-frame.ts';
import type { MessageRequest, RenderedMessage } from './message.ts';
import { content, plainText, type MessageContent } from './content.ts';
import { fewestParts, shorterRequests } from './fit-sms.ts';
import { oneLine } from './one-line.ts';
import { templateFor, wordings } from './templates/wording.ts';
import type { MessageTemplate } from './templates/template.ts';
import { templateVariables } from './variables.ts';

/**
 * Words one message: plain text always, HTML for e-mail, one short line for SMS and push. An unknown locale is worded in
 * zh-CN where it is Chinese, else in English. Throws where a reminder or deadline notice lacks its deadline or pay link, and
 * where a template names what is not there. A message about an order that can't be paid any more never holds a pay link,
 * whatever its data says. The first e-mail of a process takes about half a second (MJML); `prepareMail` takes it earlier.
 * `own` are a shop's own words, which go before ours.
 */
export async function renderMessage(
  request: MessageRequest,
  own: Partial<MessageTemplate> = {},
): Promise<RenderedMessage> {
  const locale = wordingLocale(request.locale);
  const template = templateFor(wordings[locale], request.purpose, request.persona);
  return renderTemplate({ ...template, ...own }, request, locale);
}

/** Makes the mail's frame ready, so that no message waits for it. */
export async function prepareMail(): Promise<void> {
  await mailFrame();
}

/** The same with a template of the caller's: a shop's own, or one being tried out. */
export async function renderTemplate(
  template: MessageTemplate,
  request: MessageRequest,
  locale: WordingLocale,
): Promise<RenderedMessage> {
  refuseIncomplete(request);
  const { channel } = request;
  if (channel === 'sms') return { text: smsText(template, request, locale) };
  const { labels } = wordings[locale];
  const variables = templateVariables(request, locale, labels);
  const subject = oneLine(renderText(template.subject, variables));
  if (channel === 'push') return { subject, text: oneLine(renderText(template.short, variables)) };
  const parts = content(template, request, variables, labels);
  const text = plainText(parts, labels);
  return channel === 'email'
    ? { subject, text, html: await mail(subject, parts, locale) }
    : { subject, text };
}

/** One part if that can be (product.md section 4 says what must stay). */
function smsText(template: MessageTemplate, request: MessageRequest, locale: WordingLocale): string {
  const { labels } = wordings[locale];
  const text = (from: MessageRequest) =>
    oneLine(renderText(template.short, templateVariables(from, locale, labels)));
  return fewestParts(text(request), () => shorterRequests(request, labels.ellipsis).map(text));
}

async function mail(subject: string, parts: MessageContent, locale: WordingLocale): Promise<string> {
  const preview = parts.paragraphs.join(' ');
  return String(htmlEngine.renderSync(await mailFrame(), { ...parts, subject, preview, lang: locale }));
}

/** A reminder without its link or its deadline would be a nuisance, not a reminder: a bug of the caller. */
function refuseIncomplete({ purpose, data }: MessageRequest): void {
  if (purpose !== 'reminder' && purpose !== 'deadline_notice') return;
  const missing = [
    !data.deadline && 'deadline',
    !data.payUrl && 'payUrl',
    data.amountDue <= 0 && 'amountDue',
  ].filter(Boolean);
  if (missing.length > 0)
    throw new Error(`a ${purpose} for order ${data.orderNumber} needs ${missing.join(', ')}`);
}
