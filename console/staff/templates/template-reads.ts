import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { html, type Html } from '../../html.ts';
import type { TemplatePreview } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { templatesWords } from '../words/templates.ts';

/** What a message says on every channel, on a sample order. */
export function templateReads(
  { locale: spoken, channels }: TemplatePreview,
  { locale }: { readonly locale: WordingLocale },
): Html {
  const words = templatesWords[locale].reads;
  const { sms, email, push, in_app } = channels;
  return html`<div class="tiles">
    ${[
      letterOf('sms', sms, words.sms(sms.units, sms.parts, sms.encoding)),
      letterOf('email', email),
      letterOf('push', push),
      letterOf('in_app', in_app),
    ]}
  </div>`;

  function letterOf(
    channel: string,
    { subject, text }: { readonly subject?: string | undefined; readonly text: string },
    note?: string,
  ): Html {
    return html`<section>
      <h3>${codeText(channel, locale)}</h3>
      ${subject !== undefined && html`<p lang="${spoken}"><strong>${subject}</strong></p>`}
      <p class="letter" lang="${spoken}">${text}</p>
      ${note !== undefined && html`<p class="fine">${note}</p>`}
    </section>`;
  }
}
