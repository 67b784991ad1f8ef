import type { PayWords } from './words.ts';

export const en: PayWords = {
  otherLanguage: { locale: 'zh-CN', name: '中文' },
  order: 'Order',
  headings: {
    payable: 'Pay for your order',
    friend: "Pay for a friend's order",
    processing: 'Your payment is being confirmed',
    closing: 'The time to pay is over',
    paid: 'This order is paid',
    on_delivery: 'Nothing to pay now',
    closed: 'This order is closed',
    not_found: 'This link leads nowhere',
  },
  due: 'Amount due',
  timeLeft: 'Time left',
  payBefore: (deadline) => `Pay by ${deadline}. The goods stay reserved until then.`,
  method: 'How would you like to pay?',
  methods: {
    card: { name: 'Card', hint: 'Debit or credit card' },
    alipay: { name: 'Alipay' },
    wechat: { name: 'WeChat Pay' },
    bank_transfer: {
      name: 'Bank transfer',
      hint: 'Takes longer to arrive; the goods stay reserved until its own due date',
    },
    pay_later: { name: 'Pay later', hint: 'After a short assessment' },
    instalments: { name: 'Instalments', hint: 'After a short assessment' },
    cash_on_delivery: { name: 'Cash on delivery', hint: 'Pay when the goods arrive' },
  },
  pay: (amount) => `Pay ${amount}`,
  afterPay: "You confirm on the payment provider's page. Nothing is charged before that.",
  saveMethod: 'Save this method, pay later',
  friend: 'Ask a friend to pay',
  extend: 'I need more time',
  moreWays: 'Other ways',
  failed: 'The last payment did not go through',
  whatHelps: 'What helps:',
  summary: 'The goods',
  parts: {
    goods: 'Goods',
    discount: 'Discount',
    shipping: 'Shipping',
    total: 'Total',
    financed: 'Paid later',
    paid: 'Paid',
    refunded: 'Refunded',
    due: 'Amount due',
  },
  notices: {
    order_changed:
      'The order has changed since you opened this page. Please check the amount and pay again. Nothing was charged.',
    method_changed: 'Your payment method is saved.',
    extended: 'You have more time now.',
    provider_unavailable:
      "The payment service can't be reached right now. Nothing was charged. Please try again in a moment.",
    not_payable: "This order can't be paid right now. Nothing was charged.",
    method_not_allowed: "This order can't be paid that way. Please choose another method.",
  },
  processing:
    "The payment provider is still at work. Please don't pay again. This page shows the result as soon as it is known.",
  closing:
    "We are asking the payment provider whether a payment of yours is on its way. Please don't pay again.",
  refresh: 'Look again',
  paidAt: (instant) => `Paid on ${instant}.`,
  paidThanks: {
    buyer: 'Thank you. We have received your payment; there is nothing more to do.',
    friend: 'Thank you. The payment has arrived; there is nothing more to do.',
  },
  promise: (shipsOn, arrivesOn) => `Ships on ${shipsOn}, arrives on ${arrivesOn}.`,
  onDelivery: (amount) => `You pay ${amount} when the goods arrive.`,
  expired: (deadline) => `The time to pay ran out${deadline === undefined ? '' : ` on ${deadline}`}.`,
  closedReasons: {
    cancelled_by_buyer: 'It was cancelled by the person who ordered.',
    cancelled_by_staff: 'The shop has cancelled it.',
    out_of_stock: 'The goods are out of stock.',
    sold_out: 'The goods sold out before the payment arrived. We are sorry.',
    refunded: 'It was cancelled and paid back.',
    superseded: 'A newer order has taken its place.',
    merged: 'Its goods are part of a combined order now.',
  },
  notCharged: 'Nothing was charged.',
  refunded: (amount) => `${amount} has been refunded. Banks take a few days to show it.`,
  onItsWayBack: (amount) => `${amount} is on its way back to whoever paid it.`,
  continueTo: 'Go to the newer order',
  notFound:
    'It is not complete, or we did not send it. Please open the link from your message again, or ask the shop.',
  questions: 'Questions',
  faq: [
    [
      'Can I return the goods?',
      "Yes, as the shop's return terms say. The money goes back the way it was paid.",
    ],
    ['When is it shipped?', "As soon as the payment is confirmed, with the shop's next dispatch."],
    [
      'Is paying safe?',
      "You pay on the provider's own page. The shop never sees your card or account details.",
    ],
    [
      "What if I can't pay in time?",
      'The order closes by itself, nothing is charged, and the goods go back on sale.',
    ],
    [
      'Where do I get help?',
      "Answer the shop's message or contact its customer service, and name the order number.",
    ],
  ],
};
