import { refundStates } from '../../../domain/payment/settlement.ts';
import { html, type Html } from '../../html.ts';
import { addressWith } from '../address.ts';
import { badge } from '../kit/badge.ts';
import { entries } from '../kit/entries.ts';
import { facts } from '../kit/facts.ts';
import type { Field } from '../kit/field.ts';
import { anyOf } from '../kit/filters.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import { listPage, type Listed } from '../kit/list-page.ts';
import { priceText } from '../kit/money.ts';
import { when } from '../kit/when.ts';
import { orderHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { Refund } from '../rest-shapes.ts';
import { refundsWords } from '../words/refunds.ts';

const PATH = '/console/refunds';

export interface RefundsPart extends FormPart, Reader {
  /** Whether the reader may say that one is sent. */
  readonly canFinish: boolean;
}

/** Money that goes back; of what a person has to send, where to, and the form that says it is done. */
export function refundsPage(list: Listed<Refund>, part: RefundsPart): Html {
  const { query } = list;
  const words = refundsWords[part.locale];
  const states = refundStates.map((value) => ({ value, text: words.states[value] }));
  const fields: readonly Field[] = [
    { kind: 'choice', name: 'state', label: words.state, choices: anyOf(states, part.locale) },
  ];
  const action = addressWith(`${PATH}/done`, query);
  return listPage(
    list,
    {
      words,
      path: PATH,
      fields,
      shown: entries(
        list.entries.map((refund) => refundOf(refund, action, part)),
        words.empty,
      ),
    },
    part,
  );
}

function refundOf(refund: Refund, action: string, part: RefundsPart): Html {
  const { amount, orderId, state, reason, payment, why, requestedAt, refundedAt, reference, note } = refund;
  const words = refundsWords[part.locale];
  const isByHand = state === 'by_hand';
  return html`<h2>
      ${priceText(amount, part.locale)} · ${words.order} <a href="${orderHref(orderId)}">${orderId}</a>
      ${badge(words.states[state], isByHand ? 'busy' : 'plain')}
    </h2>
    ${facts([
      [words.payment, `${payment.provider} ${payment.reference}`],
      [words.paidAt, when(payment.at, part)],
      [words.reason, reason],
      [words.why, why],
      [words.asked, when(requestedAt, part)],
      [words.refunded, refundedAt !== undefined && when(refundedAt, part)],
      [words.reference, reference],
      [words.note, note !== undefined && html`<span class="letter">${note}</span>`],
    ])}
    ${isByHand && part.canFinish && doneForm(refund, action, part)}`;
}

function doneForm({ id }: Refund, action: string, part: RefundsPart): Html {
  const { done: words } = refundsWords[part.locale];
  const form = {
    name: 'done',
    action,
    about: { name: 'refund', value: id },
    say: words.say,
    fields: [
      { kind: 'text', name: 'reference', label: words.reference, hint: words.referenceHint },
      { kind: 'text', name: 'note', label: words.note },
    ],
    button: words.button,
    tone: 'go',
  } as const;
  return foldedForm(words.title, form, part);
}
