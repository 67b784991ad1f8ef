import type { AlertText } from './alert-text.ts';

/** What alerts about money mean, and what to do. */
export const moneyAlertTexts: Readonly<Record<string, AlertText>> = {
  stuck_payment: {
    about: 'order',
    means: [
      'A payment has been under way far past the deadline. Ask the provider; cancel the order with “all the same” if it will never end: money that still comes goes back.',
      '付款在期限之后很久仍在处理。请询问服务商；如果不会有结果，请强制取消订单，之后到账的款项会退回。',
    ],
  },
  provider_unreachable: {
    about: 'order',
    means: [
      'Closing waits, since the payment provider does not answer. Stock stays held until it does; look at the provider.',
      '支付服务商没有回应，因此无法关闭订单，库存会一直预留。请检查服务商。',
    ],
  },
  refund_failed: {
    about: 'order',
    means: [
      'A refund did not arrive. One by hand is in the list of refunds: send it, then say so there. One with a time to be sent again needs nothing. Any other: refund again on the order, or at the provider.',
      '退款未到账。需人工处理的在退款列表中：请转账后在那里确认。标有再次发送时间的无需处理。其他情况请在订单页再次退款，或在服务商处退款。',
    ],
  },
  debit_unanswered: {
    about: 'order',
    means: [
      'A provider has not said what became of a debit. It is asked on, and no other debit is made meanwhile. Look at the provider.',
      '服务商没有告知扣款结果。系统会继续询问，期间不会再次扣款。请检查服务商。',
    ],
  },
  instalment_overdue: {
    about: 'order',
    means: [
      'An instalment was not paid within the time the policy gives. Reminders may still run; call the buyer, or send him a link from the order.',
      '一期分期未在宽限时间内支付。提醒可能仍在进行；请致电买家，或在订单页发送付款链接。',
    ],
  },
  late_payment_taken_up: {
    about: 'order',
    means: [
      'Money came after the order had expired, and it goes on as paid, since its goods were there. Nothing to do but to ship it.',
      '订单过期后收到付款，因商品仍有库存，订单恢复为已付款。只需发货。',
    ],
  },
  late_payment_refunded: {
    about: 'order',
    means: [
      'Money came after the order was over, and goes back. The order says why; tell the buyer if he asks.',
      '订单结束后收到付款，款项退回。原因见订单页；买家询问时请告知。',
    ],
  },
  wrong_currency: {
    about: 'order',
    means: [
      'Money came in another currency than the order’s, and goes back. The buyer may pay again.',
      '收到的币种与订单不符，款项退回。买家可重新付款。',
    ],
  },
  already_paid: {
    about: 'order',
    means: [
      'An order was paid a second time, and the second payment goes back.',
      '订单被重复付款，第二笔款项退回。',
    ],
  },
  order_closed: {
    about: 'order',
    means: ['Money came for an order that is closed, and goes back.', '已关闭的订单收到付款，款项退回。'],
  },
  sold_out: {
    about: 'order',
    means: [
      'An order was paid when its goods were gone. It is cancelled, and the money goes back: the buyer may want something else.',
      '付款时商品已售罄，订单取消并退款。可向买家推荐其他商品。',
    ],
  },
  refunded_by_provider: {
    about: 'order',
    means: [
      'The provider gave money back by itself, or somebody did there. It is recorded; ask why, if nobody here knows.',
      '服务商自行退款，或有人在服务商处操作了退款。已记录；如无人知情，请询问原因。',
    ],
  },
  foreign_session: {
    about: 'order',
    means: [
      'A provider told of a payment that was begun for another order. Nothing changed; look at both at the provider.',
      '服务商通知的付款属于另一个订单。没有任何更改；请在服务商处核对两个订单。',
    ],
  },
  unmatched_event: {
    about: 'none',
    means: [
      'Money, or news of a parcel, came for an order that nobody knows. Find it at the provider and refund it; if the order appears, it is applied by itself.',
      '收到未知订单的付款或物流消息。请在服务商处查找并退款；如果订单之后出现，会自动计入。',
    ],
  },
  unmatched_transfer: {
    about: 'none',
    means: [
      'A bank transfer names no order, or several. Ask the payer or the bank, then import the line with the right reference, or send the money back.',
      '银行转账没有对应的订单，或对应多个订单。请询问付款人或银行，然后用正确的附言重新导入，或把款项退回。',
    ],
  },
  reconciliation: {
    about: 'none',
    means: [
      'Providers, payments, orders or the stock ledger disagree in a way that no repair is safe for. A person has to look at each difference.',
      '服务商、付款、订单或库存台账有差异，且无法安全地自动修复。请逐项查看。',
    ],
  },
};
