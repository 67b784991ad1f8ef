import { html, type Html } from '../../html.ts';
import { table } from '../kit/table.ts';
import { whenShort } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { Message } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { orderWords } from '../words/order.ts';

/** What the buyer was told, or will be, with its text where somebody wants to read it. */
export function messagesPart(messages: readonly Message[], reader: Reader): Html {
  const { locale } = reader;
  const { messages: words } = orderWords[locale];
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${table<Message>({
      caption: words.title,
      empty: words.empty,
      rows: messages,
      columns: [
        {
          head: words.purpose,
          cell: ({ purpose, stage }) =>
            html`${words.purposes[purpose]}${stage !== undefined && ` · ${codeText(stage, locale)}`}`,
        },
        { head: words.channel, cell: ({ channel }) => codeText(channel, locale) },
        {
          head: words.state,
          cell: ({ state, error }) =>
            html`${words.states[state]}${error !== undefined && ` (${codeText(error, locale)})`}`,
        },
        { head: words.at, cell: ({ sentAt, at }) => whenShort(sentAt ?? at, reader) },
        { head: words.text, cell: textOf },
      ],
    })}
  </section>`;
}

function textOf({ subject, body, locale }: Message): Html {
  return html`<details>
    <summary lang="${locale}">${subject ?? body.slice(0, 40)}</summary>
    <p class="letter" lang="${locale}">${body}</p>
  </details>`;
}
