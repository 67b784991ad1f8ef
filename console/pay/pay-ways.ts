import { durationText } from '../../domain/messages/time-text.ts';
import { html, type Html } from '../html.ts';
import { formFields } from './pay-form.ts';
import { contactForm } from './pay-parcel.ts';
import type { PagePart } from './pay-page.ts';
import { cancelReasons } from '../cancel-reasons.ts';
import type { PayLine, PayView } from './pay-view.ts';
import { payWords, type WayWords } from './words/words.ts';

/** What can be done besides paying oneself and now; each opens without a script. Nothing where nothing of it can be done. */
export function otherWays(view: PayView, part: PagePart): Html | undefined {
  const words = payWords[part.locale];
  const ways = [
    friendWay(view, words.ways),
    extendWay(view, part),
    linesWay(view, part),
    contactWay(view, part),
    problemWay(view, part),
    cancelWay(view, part),
  ].filter((way) => way !== undefined);
  if (ways.length === 0) return undefined;
  return html`<section class="card ways" aria-labelledby="ways">
    <h2 id="ways">${words.moreWays}</h2>
    ${ways}
  </section>`;
}

/** `id` is inside, so that a link to it opens what is folded. */
function way(id: string, title: string, content: Html): Html {
  return html`<details id="way-${id}">
    <summary>${title}</summary>
    <div class="inside" id="${id}">${content}</div>
  </details>`;
}

function friendWay({ friendUrl }: PayView, { friend }: WayWords): Html | undefined {
  if (friendUrl === undefined) return undefined;
  return way(
    'friend',
    friend.title,
    html`<p>${friend.text}</p>
      <label for="friend-link">${friend.link}</label>
      <input id="friend-link" type="url" readonly value="${friendUrl}" />
      <p class="pair">
        <button type="button" hidden data-copy="friend-link" data-done="${friend.copied}">
          ${friend.copy}
        </button>
        <button type="button" hidden data-share="friend-link">${friend.share}</button>
      </p>`,
  );
}

function extendWay(view: PayView, part: PagePart): Html | undefined {
  const { actions, moreTime } = view;
  if (actions.extend === undefined || moreTime === undefined) return undefined;
  const { extend } = payWords[part.locale].ways;
  const more = durationText(moreTime, part.locale);
  return way(
    'extend',
    extend.title,
    html`<form method="post" action="${actions.extend}">
      ${formFields(view, part)}
      <p>${extend.text(more)}</p>
      <button type="submit">${extend.button(more)}</button>
    </form>`,
  );
}

function linesWay(view: PayView, part: PagePart): Html | undefined {
  const { actions } = view;
  if (actions.lines === undefined) return undefined;
  const { lines } = payWords[part.locale].ways;
  return way(
    'lines',
    lines.title,
    html`<form method="post" action="${actions.lines}">
      ${formFields(view, part)}
      <p>${lines.text}</p>
      ${bySku(view.lines).map((line, index) => quantityField(line, index, lines))}
      <button type="submit">${lines.button}</button>
    </form>`,
  );
}

function quantityField({ sku, name, quantity }: PayLine, index: number, words: WayWords['lines']): Html {
  const id = `quantity-${index}`;
  return html`<div class="quantity">
    <label for="${id}" aria-label="${words.quantity(name)}">${name}</label>
    <button type="button" hidden data-step="-1" data-for="${id}" aria-label="${words.fewer(name)}">−</button>
    <input
      id="${id}"
      name="quantity.${sku}"
      type="number"
      inputmode="numeric"
      min="0"
      step="1"
      required
      value="${quantity}"
    />
    <button type="button" hidden data-step="1" data-for="${id}" aria-label="${words.more(name)}">+</button>
  </div>`;
}

/** Two lines of one SKU are one quantity to choose. */
function bySku(lines: readonly PayLine[]): readonly PayLine[] {
  const groups = Map.groupBy(lines, ({ sku }) => sku).values();
  return [...groups].flatMap(([first, ...rest]) =>
    first ? [{ ...first, quantity: rest.reduce((sum, { quantity }) => sum + quantity, first.quantity) }] : [],
  );
}

function contactWay(view: PayView, part: PagePart): Html | undefined {
  const form = contactForm(view, part);
  return form && way('contact', payWords[part.locale].contact.title, form);
}

function problemWay(view: PayView, part: PagePart): Html | undefined {
  const { actions } = view;
  if (actions.problem === undefined) return undefined;
  const { problem } = payWords[part.locale].ways;
  return way(
    'problem',
    problem.title,
    html`<form method="post" action="${actions.problem}">
      ${formFields(view, part)}
      <p>${problem.text}</p>
      ${answers('kind', problem.legend, Object.entries(problem.kinds))}
      ${noteField('problem-note', problem.note)}
      <button type="submit">${problem.button}</button>
    </form>`,
  );
}

function cancelWay(view: PayView, part: PagePart): Html | undefined {
  const { actions } = view;
  if (actions.cancel === undefined) return undefined;
  const { cancel } = payWords[part.locale].ways;
  const reasons = cancelReasons.map((reason) => [reason, cancel.reasons[reason]] as const);
  return way(
    'cancel',
    cancel.title,
    html`<form method="post" action="${actions.cancel}">
      ${formFields(view, part)}
      <p>${cancel.text}</p>
      ${answers('reason', cancel.legend, reasons)} ${noteField('cancel-note', cancel.note)}
      <button class="danger" type="submit">${cancel.button}</button>
    </form>`,
  );
}

function answers(
  name: string,
  legend: string,
  choices: readonly (readonly [value: string, label: string])[],
): Html {
  const labels = choices.map(
    ([value, label]) =>
      html`<label class="choice"
        ><input type="radio" name="${name}" value="${value}" required /><span>${label}</span></label
      >`,
  );
  return html`<fieldset>
    <legend>${legend}</legend>
    ${labels}
  </fieldset>`;
}

function noteField(id: string, label: string): Html {
  return html`<label for="${id}">${label}</label>
    <textarea id="${id}" name="note" rows="3" maxlength="2000"></textarea>`;
}
