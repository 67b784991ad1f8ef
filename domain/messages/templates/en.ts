import type { MessageWording } from './template.ts';

const HELLO = '{% if buyerName %}Hello {{ buyerName }},{% endif %}';
const FROM = '{% if shopName %}{{ shopName }}: {% endif %}';
const STOP = '{% if stopUrl %} Stop: {{ stopUrl }}{% endif %}';

const BENEFIT = `{% case emphasis %}
{%- when 'delivery' %}Pay now and it ships today.
{%- when 'scarcity' %}Only a few are left. We keep yours until the time is up, then they go back on sale.
{%- when 'trust' %}Not quite sure? You can return it, and it is insured on its way to you.
{%- endcase %}`;

const PERK = '{% if perk %}For you: {{ perk }}{% endif %}';

const PROMISE = '{% if shipsOn %}It ships on {{ shipsOn }} and should arrive on {{ arrivesOn }}.{% endif %}';

const WHY_CLOSED = `{% case closedReason %}
{%- when 'deadline_passed' %}The time to pay for it ran out.
{%- when 'cancelled_by_buyer' %}It was cancelled as you asked.
{%- when 'cancelled_by_staff' %}The shop had to cancel it.
{%- when 'out_of_stock' or 'sold_out' %}The goods are sold out. We are sorry.
{%- when 'refunded' %}It was cancelled and your money is on its way back.
{%- when 'merged' %}Its goods are part of your combined order now.
{%- when 'superseded' %}Your new order has taken its place.
{%- endcase %}`;

const WHY_REFUNDED = `{% case reason %}
{%- when 'late_payment' %}Your payment came after the order had closed, so we are giving it back.
{%- when 'duplicate' %}This order was paid twice, so we are giving the second payment back.
{%- when 'overpaid' %}You paid more than was due, so we are giving the rest back.
{%- when 'underpaid' %}The order was not paid in full in time, so we are giving back what you paid.
{%- when 'wrong_currency' %}The payment came in another currency than the order's, so we are giving it back.
{%- when 'sold_out' %}The goods sold out before your payment came, so we are giving it back. We are sorry.
{%- when 'cancelled' %}The order was cancelled, so we are giving your money back.
{%- when 'requested' %}The shop is giving you money back for this order.
{%- endcase %}`;

const CREDIT = `{% case reason %}
{%- when 'approved' %}Your application to pay later is approved. There is nothing more to do.
{%- when 'approved_auto_debit' %}Your application to pay later is approved. One thing is left: set up the card your instalments are paid from, then we ship.
{%- when 'declined' %}We could not approve your application to pay later this time. You can still pay another way; your goods stay reserved{% if deadline %} until {{ deadline }}{% endif %}.
{%- when 'review' %}A person is looking at your application to pay later. We will tell you as soon as it is decided.
{%- when 'not_owed' %}You owe nothing any more of what was to be paid later for this order.
{%- else %}There is news about your application to pay later.
{%- endcase %}`;

const CREDIT_SHORT = `{% case reason %}
{%- when 'approved' %}pay later approved, nothing more to do.
{%- when 'approved_auto_debit' %}pay later approved. Set up a card for automatic debit, then we ship.
{%- when 'declined' %}pay later was not approved. You can still pay another way{% if deadlineShort %} until {{ deadlineShort }}{% endif %}.
{%- when 'review' %}a person is looking at your application to pay later.
{%- when 'not_owed' %}you owe nothing any more of what was to be paid later.
{%- else %}news about your application to pay later.
{%- endcase %}`;

const PARCEL = `{% case reason %}
{%- when 'out_for_delivery' %}Your parcel is out for delivery and should reach you today.
{%- when 'failed_attempt' %}The carrier could not hand over your parcel. It will try again, or tell you where to pick it up.
{%- when 'delivered' %}Your parcel has been delivered. Enjoy!
{%- when 'returned' %}Your parcel could not be delivered and is on its way back to us. We will get in touch with you.
{%- else %}There is news about your parcel.
{%- endcase %}`;

const INSTALMENT = `{% case reason %}
{%- when 'upcoming' %}Instalment {{ instalmentNumber }} of {{ instalmentCount }}, {{ instalmentAmount }}, is due on {{ instalmentDueOn }}. You can also pay it now.
{%- when 'due' %}Instalment {{ instalmentNumber }} of {{ instalmentCount }}, {{ instalmentAmount }}, is due. No card is set up for it, so please pay it yourself.
{%- when 'declined' %}We could not take instalment {{ instalmentNumber }} of {{ instalmentCount }}, {{ instalmentAmount }}, from your card.{% if instalmentNextTryOn %} We try again on {{ instalmentNextTryOn }}; you can also pay it now.{% else %} Please pay it yourself.{% endif %}
{%- when 'declined_hard' %}Your card can not be used for instalment {{ instalmentNumber }} of {{ instalmentCount }}, {{ instalmentAmount }}. Please pay it yourself, or give the shop another card.
{%- when 'overdue' %}Instalment {{ instalmentNumber }} of {{ instalmentCount }}, {{ instalmentAmount }}, was due on {{ instalmentDueOn }} and has not been paid. Please pay it now.
{%- else %}There is news about instalment {{ instalmentNumber }} of {{ instalmentCount }}.
{%- endcase %}`;

const INSTALMENT_SHORT = `{% case reason %}
{%- when 'upcoming' %}instalment {{ instalmentNumber }}/{{ instalmentCount }}, {{ instalmentAmount }}, is due {{ instalmentDueOn }}.
{%- when 'due' %}instalment {{ instalmentNumber }}/{{ instalmentCount }}, {{ instalmentAmount }}, is due. Please pay it.
{%- when 'declined' %}instalment {{ instalmentNumber }}/{{ instalmentCount }}, {{ instalmentAmount }}: your card was declined.{% if instalmentNextTryOn %} Next try {{ instalmentNextTryOn }}.{% endif %}
{%- when 'declined_hard' %}instalment {{ instalmentNumber }}/{{ instalmentCount }}, {{ instalmentAmount }}: your card can not be used. Please pay it.
{%- when 'overdue' %}instalment {{ instalmentNumber }}/{{ instalmentCount }}, {{ instalmentAmount }}, is overdue. Please pay it.
{%- else %}news about instalment {{ instalmentNumber }}/{{ instalmentCount }}.
{%- endcase %}`;

const PROBLEM = `{% case reason %}
{%- when 'payment_failed' %}The payment did not go through.{% if help %} {{ help.what }}{% endif %}
{%- when 'underpaid' %}We received {{ amountPaid }}. {{ amountDue }} is still due.
{%- when 'wrong_currency' %}A payment came in another currency than the order's. We are giving it back; the order is still to be paid.
{%- when 'details' %}Here are the details of the order we spoke about.
{%- when 'payment_trouble' %}Here is what you can do if paying gives you trouble.
{%- when 'change' %}You can change your order, or how you pay for it, on its page.
{%- when 'gift' %}Thank you for keeping your order. For you: {{ perk }}
{%- when 'passed_on' %}We were told that this order is for you. You can see it and pay for it on its page.
{%- else %}There is something about your order that needs a look.
{%- endcase %}`;

const WHAT_HELPS = `{% if help %}{% for advice in help.advice %}{{ advice }} {% endfor %}{% endif %}`;

/** English. SMS texts stay within GSM-7 as long as names and links do. */
export const en: MessageWording = {
  purposes: {
    reminder: {
      subject: `{% if stage == 'last_call' %}Last call: {{ timeLeft }} left to pay for order {{ orderNumber }}{% else %}{{ timeLeft }} left to pay for order {{ orderNumber }}{% endif %}`,
      heading: `{% if stage == 'last_call' %}Your order closes soon{% else %}We are holding your order{% endif %}`,
      body: `${HELLO}\n\nYour goods are reserved for you, and you have {{ timeLeft }} left to pay.\n\n${BENEFIT}\n\n${PERK}`,
      button: 'Pay {{ amountDue }}',
      short: `${FROM}order {{ orderNumber }}, {{ itemsShort }}: {{ amountDue }} due, {{ timeLeft }} left.{% if perk %} {{ perk }}.{% endif %} Pay: {{ payUrl }}${STOP}`,
    },
    win_back: {
      subject: 'Still thinking about {{ itemsShort }}?',
      heading: 'Still available',
      body: `${HELLO}\n\nYour order {{ orderNumber }} has closed. The goods are in stock again, if you would still like them.\n\n${PERK}`,
      button: 'Order again',
      short: `${FROM}{{ itemsShort }} from your closed order {{ orderNumber }} is in stock.{% if perk %} {{ perk }}.{% endif %}{% if againUrl %} {{ againUrl }}{% endif %}${STOP}`,
    },
    deadline_notice: {
      subject: 'Order {{ orderNumber }}: please pay by {{ deadlineShort }}',
      heading: 'Thank you for your order',
      body: `${HELLO}\n\nYour goods are reserved for you. Please pay within {{ timeLeft }}; after that the order closes by itself.`,
      button: 'Pay {{ amountDue }}',
      short: `${FROM}order {{ orderNumber }}: please pay {{ amountDue }} by {{ deadlineShort }} ({{ timeLeft }}). Pay: {{ payUrl }}${STOP}`,
    },
    paid: {
      subject: 'Order {{ orderNumber }} is paid',
      heading: 'Thank you, your order is paid',
      body: `${HELLO}\n\nWe have received your payment. There is nothing more to do.\n\n${PROMISE}`,
      short: `${FROM}order {{ orderNumber }} is paid. Thank you.{% if shipsOn %} Ships {{ shipsOn }}, arrives {{ arrivesOn }}.{% endif %}${STOP}`,
    },
    closed: {
      subject: 'Order {{ orderNumber }} is closed',
      heading: 'Your order is closed',
      body: `${HELLO}\n\n${WHY_CLOSED}\n\n{% if amountPaid %}You had paid {{ amountPaid }}; what is not back with you yet is on its way.{% else %}Nothing was charged.{% endif %}`,
      short: `${FROM}order {{ orderNumber }} is closed. ${WHY_CLOSED}${STOP}`,
    },
    refunded: {
      subject: 'Refund for order {{ orderNumber }}{% if refundedAmount %}: {{ refundedAmount }}{% endif %}',
      heading: 'Your money is on its way back',
      body: `${HELLO}\n\n${WHY_REFUNDED}\n\n{% if refundedAmount %}{{ refundedAmount }} goes back the way you paid.{% else %}It goes back the way you paid.{% endif %} Depending on your bank it takes a few days to arrive.`,
      short: `${FROM}refund for order {{ orderNumber }}{% if refundedAmount %}: {{ refundedAmount }}{% endif %}. ${WHY_REFUNDED}${STOP}`,
    },
    credit_result: {
      subject: 'Your application to pay later for order {{ orderNumber }}',
      heading: 'Your application to pay later',
      body: `${HELLO}\n\n${CREDIT}`,
      button: 'See your order',
      short: `${FROM}order {{ orderNumber }}: ${CREDIT_SHORT}{% if payUrl %} {{ payUrl }}{% endif %}${STOP}`,
    },
    promise: {
      subject: 'Order {{ orderNumber }}: when it arrives',
      heading: 'On its way to you',
      body: `${HELLO}\n\n${PROMISE}`,
      short: `${FROM}order {{ orderNumber }}: {% if shipsOn %}ships {{ shipsOn }}, arrives {{ arrivesOn }}.{% endif %}${STOP}`,
    },
    shipment: {
      subject: `{% case reason %}{% when 'delivered' %}Order {{ orderNumber }} has arrived{% when 'returned' %}Order {{ orderNumber }} could not be delivered{% else %}Your parcel for order {{ orderNumber }}{% endcase %}`,
      heading: 'Your parcel',
      body: `${HELLO}\n\n${PARCEL}`,
      short: `${FROM}order {{ orderNumber }}: ${PARCEL}${STOP}`,
    },
    problem: {
      subject: `{% if reason == 'payment_failed' %}Your payment for order {{ orderNumber }} did not go through{% else %}About your order {{ orderNumber }}{% endif %}`,
      heading: `{% if reason == 'payment_failed' %}Your payment did not go through{% else %}About your order{% endif %}`,
      body: `${HELLO}\n\n${PROBLEM}\n\n${WHAT_HELPS}\n\n{% if payUrl and deadline %}Your goods stay reserved; you have {{ timeLeft }} left to pay.{% endif %}`,
      button: '{% if amountDue %}Pay {{ amountDue }}{% else %}See your order{% endif %}',
      short: `${FROM}order {{ orderNumber }}: ${PROBLEM}{% if payUrl %} {{ payUrl }}{% endif %}${STOP}`,
    },
    instalment: {
      subject: `{% if reason == 'overdue' %}Overdue: {% endif %}Instalment {{ instalmentNumber }} of {{ instalmentCount }} for order {{ orderNumber }}{% if reason == 'declined' or reason == 'declined_hard' %} could not be taken{% endif %}`,
      heading: 'Your instalment of {{ instalmentAmount }}',
      body: `${HELLO}\n\n${INSTALMENT}`,
      button: 'Pay {{ instalmentAmount }}',
      short: `${FROM}order {{ orderNumber }}, ${INSTALMENT_SHORT}{% if payUrl %} {{ payUrl }}{% endif %}${STOP}`,
    },
    instalment_paid: {
      subject:
        'Instalment {{ instalmentNumber }} of {{ instalmentCount }} for order {{ orderNumber }} is paid',
      heading: 'Thank you, your instalment is paid',
      body: `${HELLO}\n\n{% if reason == 'debit' %}We have taken {{ instalmentAmount }} from your card for instalment {{ instalmentNumber }} of {{ instalmentCount }}.{% else %}We have received {{ instalmentAmount }} for instalment {{ instalmentNumber }} of {{ instalmentCount }}.{% endif %}`,
      short: `${FROM}order {{ orderNumber }}: instalment {{ instalmentNumber }}/{{ instalmentCount }}, {{ instalmentAmount }}, is paid. Thank you.${STOP}`,
    },
  },
  personas: {
    cute: {
      reminder: {
        subject: `{% if stage == 'last_call' %}Only {{ timeLeft }} left to bring {{ itemsShort }} home{% else %}{{ itemsShort }} can't wait to meet you{% endif %}`,
        heading: 'Waiting to come home with you',
      },
      win_back: { heading: 'Still hoping to come home with you' },
    },
  },
  labels: {
    order: 'Order',
    goods: 'Goods',
    discount: 'Discount',
    shippingFee: 'Shipping',
    total: 'Total',
    amountPaid: 'Paid',
    refunded: 'Refunded',
    amountDue: 'Amount due',
    payBefore: 'Pay by',
    stop: 'Stop these messages',
    colon: ': ',
    ellipsis: '...',
    times: 'x',
    moreItems: (count) => `and ${count} more`,
  },
};
