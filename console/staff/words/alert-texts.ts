import type { AlertText } from './alert-text.ts';
import { moneyAlertTexts } from './alert-texts-money.ts';

const ofOrders: Readonly<Record<string, AlertText>> = {
  large_order: {
    about: 'order',
    means: [
      'An unusually large order was placed: a mistake, a fraud, or a buyer to be looked after. Look at it.',
      '收到金额异常大的订单：可能是误下单、欺诈，或需要重点服务的买家。请查看。',
    ],
  },
  problem_reported: {
    about: 'order',
    means: [
      'A buyer says what keeps him from paying. Answer him, then resolve the problem on the order: it goes on then.',
      '买家说明了无法付款的原因。请答复买家，然后在订单页解决该问题，订单随即继续。',
    ],
  },
  contact_not_told: {
    about: 'order',
    means: [
      'The order was bought for somebody else, and no message reaches him. Send him the payment link yourself.',
      '订单是给别人买的，但消息无法送达对方。请自行把付款链接发给他。',
    ],
  },
  credit_wait_used_up: {
    about: 'order',
    means: [
      'An application to pay later has held the deadline for as long as it may. Decide it under credit reviews; the buyer may pay another way meanwhile.',
      '先享后付申请占用的等待时间已用完。请在信用审核中决定；买家期间可用其他方式付款。',
    ],
  },
  buyer_unreachable: {
    about: 'order',
    means: [
      'The last address of a buyer with an open order takes no messages. Ask him, and set another one.',
      '有未完成订单的买家，其最后一个联系方式也无法送达。请联系买家并更新地址。',
    ],
  },
};

const ofParcels: Readonly<Record<string, AlertText>> = {
  broken_promise: {
    about: 'order',
    means: [
      'The day on which an order was promised to ship or arrive has passed. Ship it, or tell the buyer; shipping late promises anew.',
      '承诺的发货或送达日期已过。请发货或告知买家；延迟发货会重新承诺日期。',
    ],
  },
  late_parcel: {
    about: 'order',
    means: [
      'A carrier expects a parcel later than it was promised, and the buyer was told. Ask the carrier.',
      '物流公司预计晚于承诺送达，已告知买家。请询问物流公司。',
    ],
  },
  not_delivered: {
    about: 'order',
    means: [
      'A parcel that was shipped long ago was never said to have arrived. Ask the carrier and the buyer.',
      '很久以前发出的包裹一直没有送达记录。请询问物流公司和买家。',
    ],
  },
  parcel_returned: {
    about: 'order',
    means: [
      'A parcel could not be delivered and comes back. Take it in, then refund the order or send it again.',
      '包裹无法送达，正在退回。请收件入库，然后退款或重新发货。',
    ],
  },
  parcel_not_followed: {
    about: 'order',
    means: [
      'A buyer waits for news of a parcel, and there will be none. Look at its number and carrier, and tell him.',
      '买家在等待包裹的消息，但不会有消息。请核对运单号和物流公司，并告知买家。',
    ],
  },
};

const ofBuyers: Readonly<Record<string, AlertText>> = {
  standing_appeal: {
    about: 'buyer',
    means: [
      'A buyer says that his standing is wrong. Decide it under appeals.',
      '买家认为自己的信用等级有误。请在申诉列表中决定。',
    ],
  },
  unpaid_burst: {
    about: 'none',
    means: [
      'Many unpaid orders came from one phone number, address or device within an hour. Look at the orders; block a buyer whose intent is plain.',
      '一小时内同一电话、地址或设备产生了大量未付订单。请查看这些订单；意图明显的可禁止其下单。',
    ],
  },
  unpaid_rate: {
    about: 'none',
    means: [
      'Far more orders than usual ended unpaid in a day. Look for what they share: a provider, a method, a campaign.',
      '一天内未付款结束的订单远多于平常。请查找共同点：服务商、付款方式或活动。',
    ],
  },
};

const ofStock: Readonly<Record<string, AlertText>> = {
  stock_drift: {
    about: 'sku',
    means: [
      'What is on hand or held is not what the ledger adds up to. Compare stock with its ledger, and repair it there.',
      '现有或预留数量与台账不符。请核对库存与台账，并在那里修复。',
    ],
  },
  stock_below_held: {
    about: 'sku',
    means: [
      'Less is on hand than is promised to buyers. Get more, or tell the buyers that wait for it.',
      '现有数量少于已承诺给买家的数量。请补货，或告知等待的买家。',
    ],
  },
};

const ofTheSystem: Readonly<Record<string, AlertText>> = {
  channel_down: {
    about: 'none',
    means: [
      'A channel took no message for an hour; those messages are given up. Look at the mail server, gateway or push service.',
      '一个消息渠道一小时内无法发送，期间的消息已放弃。请检查邮件服务器、短信网关或推送服务。',
    ],
  },
  template_failed: {
    about: 'none',
    means: [
      'A template of the shop’s own did not work, and the buyer got the built-in words. Mend the template.',
      '店铺自己的模板出错，买家收到的是内置文字。请修改模板。',
    ],
  },
  webhook_failed: {
    about: 'endpoint',
    means: [
      'An endpoint took no webhooks for more than four days. Once it is mended, send it all it has not taken: its page has a button.',
      '一个接口超过四天没有接收通知。修复后，请在它的页面上发送所有未接收的。',
    ],
  },
  no_closings: {
    about: 'none',
    means: [
      'Deadlines have passed for an hour, and nothing was closed. Tell whoever runs Holdfast: workers or the engine may be down.',
      '一小时内有付款期限已过，却没有关闭任何订单。请通知运行 Holdfast 的人：处理进程或流程引擎可能已停止。',
    ],
  },
  calendar_unknown: {
    about: 'none',
    means: [
      'The calendar knows no holidays of that year, so reminders may go out on one. Tell whoever runs Holdfast.',
      '日历没有该年的节假日，提醒可能在节假日发出。请通知运行 Holdfast 的人。',
    ],
  },
};

/** What each kind of alert means and what to do about it, in the words of docs/operations.md. A kind that is not here shows its code. */
export const alertTexts: Readonly<Record<string, AlertText>> = {
  ...moneyAlertTexts,
  ...ofOrders,
  ...ofParcels,
  ...ofBuyers,
  ...ofStock,
  ...ofTheSystem,
};
