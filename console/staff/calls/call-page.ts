import { instantText } from '../../../domain/messages/time-text.ts';
import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import { staffForm, type FormPart } from '../kit/form.ts';
import { priceText } from '../kit/money.ts';
import { when } from '../kit/when.ts';
import { orderBadge } from '../orders/order-badge.ts';
import { customerHref, orderHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { CallTask, Order } from '../rest-shapes.ts';
import { callOutcomeTexts } from '../words/call-outcomes.ts';
import { callsWords } from '../words/calls.ts';
import { codeText } from '../words/codes.ts';
import { inLocale } from '../words/pair.ts';
import { callBadge } from './call-badge.ts';
import { outcomeForms } from './call-outcomes.ts';

export interface CallView {
  readonly task: CallTask;
  /** What it is about, as it is now. */
  readonly order: Order;
  /** Who reads. */
  readonly person: string;
}

export interface CallPart extends FormPart, Reader {
  readonly path: string;
}

/** One call: whom, about what, what to say; taking it on, what came of it, and what that led to. */
export function callPage(view: CallView, part: CallPart): Html {
  const { task } = view;
  const { one: words } = callsWords[part.locale];
  return html`<div class="head">
      <h1>${words.title(task.orderId)}</h1>
      <p>${callBadge(task.state, part.locale)}</p>
    </div>
    <div class="columns">
      <div>${standPart(view, part)} ${!isOver(task) && aboutParts(view, part)}</div>
      <div>
        ${isOver(task) ? aboutParts(view, part) : scriptPart(task, part)}
        ${isMine(view) && outcomeForms(part)}
      </div>
    </div>`;
}

function aboutParts({ task, order }: CallView, part: CallPart): Html {
  return html`${whomPart(task, part)} ${orderPart(order, part)}`;
}

function isOver({ state }: CallTask): boolean {
  return state === 'done' || state === 'withdrawn';
}

function isMine({ task: { state, claimedBy }, person }: CallView): boolean {
  return state === 'claimed' && claimedBy === person;
}

function claimForm(part: CallPart): Html {
  const button = callsWords[part.locale].one.claim;
  return staffForm({ name: 'claim', action: `${part.path}/claim`, fields: [], button, tone: 'go' }, part);
}

/** Who makes the call; the button with which somebody takes it on. */
function standPart(view: CallView, part: CallPart): Html {
  const { state, claimedBy, claimExpiresAt, withdrawnReason = '' } = view.task;
  const { one: words } = callsWords[part.locale];
  const until = claimExpiresAt === undefined ? '' : instantText(claimExpiresAt, part.timeZone, part.locale);
  switch (state) {
    case 'open':
      return html`<section class="card">
        <p>${words.claimSay}</p>
        ${claimForm(part)}
      </section>`;
    case 'claimed':
      return html`<section class="card ${!isMine(view) && 'notice'}">
        <p>${isMine(view) ? words.yours(until) : words.another(claimedBy ?? words.somebody, until)}</p>
      </section>`;
    case 'withdrawn':
      return html`<section class="card">
        <p>${words.withdrawn(codeText(withdrawnReason, part.locale))}</p>
        ${toList(part)}
      </section>`;
    case 'done':
      return html`${resultPart(view.task, part)}
        <section class="card">${toList(part)}</section>`;
    default:
      return state satisfies never;
  }
}

function toList({ locale }: CallPart): Html {
  return html`<p><a href="/console/calls">${callsWords[locale].one.toList}</a></p>`;
}

function whomPart({ customerId, phone, locale }: CallTask, part: CallPart): Html {
  const { one: words, columns } = callsWords[part.locale];
  const link = phone !== undefined && html`<a href="tel:${phone}">${phone}</a>`;
  const language = new Intl.DisplayNames(part.locale, { type: 'language' }).of(locale);
  return html`<section class="card">
    <h2>${words.whom}</h2>
    ${facts([
      [words.phone, link],
      [words.language, language],
      [columns.buyer, html`<a href="${customerHref(customerId)}">${customerId}</a>`],
    ])}
  </section>`;
}

function orderPart({ id, status, amountDue, deadline, nextReminderAt }: Order, part: CallPart): Html {
  const { one: words, columns } = callsWords[part.locale];
  return html`<section class="card">
    <h2>${words.order}</h2>
    ${facts([
      [columns.order, html`<a href="${orderHref(id)}">${id}</a>`],
      [words.orderStatus, orderBadge(status, part.locale)],
      [words.due, priceText(amountDue, part.locale)],
      [words.deadline, deadline !== null && when(deadline, part)],
      [words.nextReminder, nextReminderAt ? when(nextReminderAt, part) : words.noReminder],
    ])}
  </section>`;
}

/** In the buyer's language, since it is spoken to him. */
function scriptPart({ script, locale }: CallTask, part: CallPart): Html {
  return html`<section class="card">
    <h2>${callsWords[part.locale].one.script}</h2>
    <p class="letter" lang="${locale}">${script}</p>
  </section>`;
}

function resultPart({ outcome, reason, note, gift, doneAt }: CallTask, part: CallPart): Html | undefined {
  if (outcome === undefined) return undefined;
  const { one: words } = callsWords[part.locale];
  const { name, next } = callOutcomeTexts[outcome];
  return html`<section class="card">
    <h2>${words.result}</h2>
    <p><strong>${inLocale(next, part.locale)}</strong></p>
    ${facts([
      [words.outcome, inLocale(name, part.locale)],
      [words.why, reason !== undefined && codeText(reason, part.locale)],
      [words.gift, gift],
      [words.note, note !== undefined && html`<span class="letter">${note}</span>`],
      [words.at, doneAt !== undefined && when(doneAt, part)],
    ])}
  </section>`;
}
