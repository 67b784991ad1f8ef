import type { WordingLocale } from '../../domain/messages/locale.ts';
import { documentOf } from '../pay/document.ts';
import { html } from '../html.ts';

/** What the page says: whether to stop, or that it is stopped. */
export interface StopView {
  readonly state: 'ask' | 'stopped';
  /** The channel whose messages stop: `sms`, `email`, `push`, `in_app`. */
  readonly channel: string;
  /** Where the button POSTs to. */
  readonly action: string;
}

interface StopWords {
  readonly ask: string;
  readonly explain: (channel: string) => string;
  readonly button: string;
  readonly stopped: string;
  readonly done: (channel: string) => string;
  readonly channels: Readonly<Record<string, string>>;
}

const words: Record<WordingLocale, StopWords> = {
  'zh-CN': {
    ask: '不再接收提醒？',
    explain: (channel) => `确认后，我们不再通过${channel}给您发送付款提醒。`,
    button: '确认停止',
    stopped: '已停止',
    done: (channel) => `我们不会再通过${channel}给您发送付款提醒。`,
    channels: { sms: '短信', email: '电子邮件', push: '推送', in_app: '站内信' },
  },
  en: {
    ask: 'Stop reminders?',
    explain: (channel) => `Once you confirm, we send you no more payment reminders by ${channel}.`,
    button: 'Stop reminders',
    stopped: 'Reminders are stopped',
    done: (channel) => `We send you no more payment reminders by ${channel}.`,
    channels: { sms: 'SMS', email: 'e-mail', push: 'push message', in_app: 'in-app message' },
  },
};

/** The page behind a message's stop link, a whole HTML document: one button, and nothing about the order or the buyer. */
export function renderStopPage({ state, channel, action }: StopView, locale: WordingLocale): string {
  const text = words[locale];
  const name = text.channels[channel] ?? channel;
  const title = state === 'ask' ? text.ask : text.stopped;
  const card =
    state === 'ask'
      ? html`<form class="card" method="post" action="${action}">
          <p>${text.explain(name)}</p>
          <button class="go" type="submit">${text.button}</button>
        </form>`
      : html`<div class="card"><p>${text.done(name)}</p></div>`;
  const main = html`<main id="content" tabindex="-1" class="narrow">
    <h1>${title}</h1>
    ${card}
  </main>`;
  return documentOf({ locale, title, languages: false, main });
}
