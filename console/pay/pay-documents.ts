import type { WordingLocale } from '../../domain/messages/locale.ts';
import { documentEndings } from '../../domain/credit/documents.ts';
import { html, type Html } from '../html.ts';
import { formFields } from './pay-form.ts';
import type { PagePart } from './pay-page.ts';
import type { PayDocuments, PayView } from './pay-view.ts';
import { payWords, type DocumentWords } from './words/words.ts';

/** What has come of the buyer's documents, and the form that sends more: a file field for every kind, so that it needs no script. */
export function documentsCard(view: PayView, part: PagePart): Html | undefined {
  const { documents, actions } = view;
  if (documents === undefined) return undefined;
  const words = payWords[part.locale].documents;
  const form = actions.documents === undefined ? undefined : uploadForm(view, documents, part);
  const received = receivedLine(documents, words);
  if (form === undefined && received === undefined) return undefined;
  // Where the order can be paid, paying comes first; the id is inside, so that the offer's link opens it.
  if (view.state.kind === 'payable')
    return html`<details class="card" id="way-documents">
      <summary>${words.title}</summary>
      <div class="inside" id="documents">${received}${form}</div>
    </details>`;
  return html`<section class="card" aria-labelledby="documents">
    <h2 id="documents">${words.title}</h2>
    ${received}${form}
  </section>`;
}

function receivedLine({ received }: PayDocuments, words: DocumentWords): Html | undefined {
  if (received.length === 0) return undefined;
  const list = received.map(({ kind, count }) => words.receivedOne(nameOf(kind, words), count));
  return html`<p>${words.received(list.join(words.separator))}</p>`;
}

function uploadForm(view: PayView, documents: PayDocuments, part: PagePart): Html {
  const words = payWords[part.locale].documents;
  const { left, maxBytes, kinds } = documents;
  if (left <= 0) return html`<p>${words.full}</p>`;
  // The language is in the address: what is uploaded is not read before it is known that it is wanted.
  const action = `${view.actions.documents}?lang=${part.locale}`;
  return html`<form class="upload" method="post" action="${action}" enctype="multipart/form-data">
    ${formFields(view, part)}
    <p>${words.text}</p>
    <p class="fine" id="document-limits">${words.limits(sizeText(maxBytes, part.locale), left)}</p>
    ${kinds.map((kind) => fileField(kind, words))}
    <button type="submit">${words.button}</button>
  </form>`;
}

function fileField(kind: string, words: DocumentWords): Html {
  const hint = words.kinds[kind]?.hint;
  const described = hint === undefined ? 'document-limits' : `hint-${kind} document-limits`;
  return html`<label for="document-${kind}">${nameOf(kind, words)}</label>
    ${hint !== undefined && html`<small id="hint-${kind}">${hint}</small>`}
    <input
      id="document-${kind}"
      name="document.${kind}"
      type="file"
      multiple
      accept="${documentEndings.map((ending) => `.${ending}`).join(',')}"
      aria-describedby="${described}"
    />`;
}

function nameOf(kind: string, { kinds }: DocumentWords): string {
  return kinds[kind]?.name ?? kind.replaceAll('_', ' ');
}

const KILO = 1024;

/** A size as people read it, never more than may be sent. */
function sizeText(bytes: number, locale: WordingLocale): string {
  const [size, unit] = bytes < KILO * KILO ? [bytes / KILO, 'KB'] : [bytes / KILO / KILO, 'MB'];
  return `${(Math.floor(size * 10) / 10).toLocaleString(locale)} ${unit}`;
}
