import type { WordingLocale } from '../../domain/messages/locale.ts';
import { documentEndings } from '../../domain/credit/documents.ts';
import { documentKindText } from '../document-kind.ts';
import { html, type Html } from '../html.ts';
import { sizeText } from '../size-text.ts';
import { formFields } from './pay-form.ts';
import type { PagePart } from './pay-page.ts';
import type { PayDocuments } from './pay-credit-view.ts';
import type { PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/** What has come of the buyer's documents, and the form that sends more: a file field for every kind, so that it needs no script. */
export function documentsCard(view: PayView, part: PagePart): Html | undefined {
  const { documents, actions } = view;
  if (documents === undefined) return undefined;
  const words = payWords[part.locale].documents;
  const form = actions.documents === undefined ? undefined : uploadForm(view, documents, part);
  const received = receivedLine(documents, part.locale);
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

function receivedLine({ received }: PayDocuments, locale: WordingLocale): Html | undefined {
  if (received.length === 0) return undefined;
  const words = payWords[locale].documents;
  const list = received.map(({ kind, count }) => words.receivedOne(documentKindText(kind, locale), count));
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
    ${kinds.map((kind) => fileField(kind, part.locale))}
    <button type="submit">${words.button}</button>
  </form>`;
}

function fileField(kind: string, locale: WordingLocale): Html {
  const hint = payWords[locale].documents.kinds[kind]?.hint;
  const described = hint === undefined ? 'document-limits' : `hint-${kind} document-limits`;
  return html`<label for="document-${kind}">${documentKindText(kind, locale)}</label>
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
