import { html, type Html } from '../../html.ts';
import { factList } from '../kit/fact-list.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { JournalEntry, Order } from '../rest-shapes.ts';
import { actorNames, journalKindTexts } from '../words/journal-kinds.ts';
import { orderWords } from '../words/order.ts';
import { inLocale } from '../words/pair.ts';
import { reasonText } from '../words/reason-text.ts';

/** What happened to an order and why, newest first: a sentence, and folded the facts it was decided on. */
export function journalPart({ journal = [], total }: Order, reader: Reader): Html {
  const { journal: words } = orderWords[reader.locale];
  return html`<section class="card" id="journal" data-live aria-labelledby="journal-title">
    <h2 id="journal-title">${words.title}</h2>
    ${journal.length === 0 && html`<p>${words.empty}</p>`}
    <ol class="timeline" reversed>
      ${journal.toReversed().map((entry) => entryOf(entry, reader, total.currency))}
    </ol>
  </section>`;
}

function entryOf(entry: JournalEntry, reader: Reader, currency: string): Html {
  const { at, actor, facts } = entry;
  const list = factList(facts, reader, currency);
  return html`<li class="${actor}">
    <p class="what">${sentenceOf(entry, reader)}</p>
    <p class="fine">${when(at, reader)} · ${inLocale(actorNames[actor], reader.locale)}</p>
    ${
      list &&
      html`<details>
        <summary>${orderWords[reader.locale].journal.facts}</summary>
        <div class="inside">${list}</div>
      </details>`
    }
  </li>`;
}

/** What happened, and why in words; a kind or a reason that nobody has words for is shown as it is. */
function sentenceOf({ kind, reason }: JournalEntry, { locale }: Reader): string {
  const known = Object.hasOwn(journalKindTexts, kind) ? inLocale(journalKindTexts[kind], locale) : kind;
  if (reason === undefined) return locale === 'en' ? `${known}.` : `${known}。`;
  const why = reasonText(reason, locale);
  return locale === 'en' ? `${known}: ${why}.` : `${known}：${why}。`;
}
