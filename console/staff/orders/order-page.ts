import { html, type Html } from '../../html.ts';
import { hiddenField, keyField } from '../kit/form.ts';
import { when } from '../kit/when.ts';
import type { ListedProblem } from '../rest-shapes.ts';
import { orderWords } from '../words/order.ts';
import { inLocale } from '../words/pair.ts';
import { problemKindNames } from '../words/states.ts';
import { orderActions } from './order-actions.ts';
import { orderBadge } from './order-badge.ts';
import { creditPart, instalmentsPart } from './order-credit.ts';
import { journalPart } from './order-journal.ts';
import { messagesPart } from './order-messages.ts';
import { aboutPart, linesPart, moneyPart, timesPart } from './order-parts.ts';
import { canDo, type OrderPart, type OrderView } from './order-view.ts';

/** An order: how it stands, what can be done with it, and what happened and why. */
export function orderPage(view: OrderView, part: OrderPart): Html {
  const { order, messages, instalments } = view;
  return html`<div class="head">
      <h1>${orderWords[part.locale].title(order.id)}</h1>
      <p id="state" data-live data-state="${order.status}/${order.revision}">
        ${orderBadge(order.status, part.locale)}
      </p>
    </div>
    <div class="columns">
      <div>
        ${problemsPart(view, part)} ${orderActions(view, part)} ${moneyPart(order, part)}
        ${timesPart(order, part)} ${aboutPart(order, part)}
      </div>
      <div>
        ${linesPart(order, part)} ${creditPart(order, part)}
        ${instalments && instalmentsPart(instalments, part)} ${journalPart(order, part)}
        ${messagesPart(messages, part)}
      </div>
    </div>`;
}

/** What the buyer waits for: his order stands still meanwhile. */
function problemsPart(view: OrderView, part: OrderPart): Html | undefined {
  if (view.openProblems.length === 0) return undefined;
  const { problems: words } = orderWords[part.locale];
  return html`<section class="card notice">
    <h2>${words.title}</h2>
    ${view.openProblems.map((problem) => problemOf(problem, view, part))}
  </section>`;
}

function problemOf({ id, kind, note, at }: ListedProblem, view: OrderView, part: OrderPart): Html {
  const { problems: words } = orderWords[part.locale];
  return html`<div class="problem">
    <p><strong>${inLocale(problemKindNames[kind], part.locale)}</strong> · ${when(at, part)}</p>
    <p class="letter">${note}</p>
    ${
      canDo(view, 'resolve') &&
      html`<form method="post" action="${part.path}/resolve">
        ${keyField(`resolve.${id}`, part)} ${hiddenField('problem', id)}
        <button type="submit" class="go">${words.resolve}</button>
      </form>`
    }
  </div>`;
}
