import { cancelReasons } from '../../cancel-reasons.ts';
import { html, type Html } from '../../html.ts';
import type { Choice, Field } from '../kit/field.ts';
import { foldedForm } from '../kit/form.ts';
import { priceText } from '../kit/money.ts';
import { orderActionsWords, type OrderActionsWords } from '../words/order-actions.ts';
import { reasonText } from '../words/reason-text.ts';
import { canDo, refundable, type OrderAction, type OrderPart, type OrderView } from './order-view.ts';

type Folded = Exclude<OrderAction, 'resolve'>;

/** What is done most stands first. */
const inOrder: readonly Folded[] = ['ship', 'deliver', 'link', 'extend', 'refund', 'cancel', 'block'];
const grave: readonly Folded[] = ['refund', 'cancel', 'block'];

/** The forms of an order, folded; of them only those that it and the key allow. */
export function orderActions(view: OrderView, part: OrderPart): Html {
  const words = orderActionsWords[part.locale];
  const possible = inOrder.filter((action) => canDo(view, action));
  return html`<section class="card actions" aria-labelledby="actions">
    <h2 id="actions">${words.title}</h2>
    ${possible.length === 0 && html`<p>${words.none}</p>`}
    ${possible.map((action) => formOf(action, view, part))}
  </section>`;
}

function formOf(action: Folded, view: OrderView, part: OrderPart): Html {
  const { title, button } = orderActionsWords[part.locale][action];
  const form = {
    name: action,
    action: `${part.path}/${action}`,
    fields: fieldsOf[action](orderActionsWords[part.locale], view, part),
    button,
    tone: grave.includes(action) ? 'danger' : 'go',
  } as const;
  return foldedForm(title, form, part);
}

const fieldsOf: Readonly<
  Record<Folded, (words: OrderActionsWords, view: OrderView, part: OrderPart) => readonly Field[]>
> = {
  ship: ({ ship }) => [
    { kind: 'text', name: 'carrier', label: ship.carrier },
    { kind: 'text', name: 'trackingNumber', label: ship.trackingNumber },
  ],
  deliver: () => [],
  link: ({ link }) => [{ kind: 'choice', name: 'payer', label: link.payer, choices: payers(link) }],
  extend: ({ extend }, _view, { timeZone }) => [
    { kind: 'local_time', name: 'until', label: extend.until, hint: extend.hint(timeZone), isRequired: true },
  ],
  refund: ({ refund }, { order }, { locale }) => [
    {
      kind: 'amount',
      name: 'amount',
      label: refund.amount,
      hint: refund.amountHint(priceText({ ...order.total, amount: refundable(order) }, locale)),
    },
    { kind: 'text', name: 'reason', label: refund.reason, isRequired: true },
    { kind: 'check', name: 'restock', label: refund.restock },
  ],
  cancel: ({ cancel }, { order: { status } }, { locale }) => [
    {
      kind: 'choice',
      name: 'reason',
      label: cancel.reason,
      choices: reasonChoices(locale),
      isRequired: true,
    },
    { kind: 'text', name: 'words', label: cancel.words, hint: cancel.wordsHint },
    ...(status === 'payment_processing'
      ? [{ kind: 'check', name: 'force', label: cancel.force } as const]
      : []),
  ],
  block: ({ block }) => [
    { kind: 'text', name: 'reason', label: block.reason, hint: block.hint, isRequired: true },
  ],
};

function payers({ buyer, friend }: OrderActionsWords['link']): readonly Choice[] {
  return [
    { value: 'buyer', text: buyer },
    { value: 'friend', text: friend },
  ];
}

function reasonChoices(locale: OrderPart['locale']): readonly Choice[] {
  return cancelReasons.map((value) => ({ value, text: reasonText(value, locale) }));
}
