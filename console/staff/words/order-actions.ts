import type { WordingLocale } from '../../../domain/messages/locale.ts';

interface ActionWords {
  readonly title: string;
  readonly button: string;
}

/** An action that is asked about before it is done. */
interface AskedWords extends ActionWords {
  readonly ask: string;
  readonly say: string;
}

export interface OrderActionsWords {
  readonly title: string;
  readonly none: string;
  readonly cancel: AskedWords & {
    readonly reason: string;
    readonly words: string;
    readonly wordsHint: string;
    readonly force: string;
  };
  readonly extend: ActionWords & { readonly until: string; readonly hint: (zone: string) => string };
  readonly refund: AskedWords & {
    readonly amount: string;
    readonly amountHint: (most: string) => string;
    readonly all: string;
    readonly reason: string;
    readonly restock: string;
  };
  readonly ship: ActionWords & { readonly carrier: string; readonly trackingNumber: string };
  readonly deliver: ActionWords;
  readonly link: ActionWords & {
    readonly payer: string;
    readonly buyer: string;
    readonly friend: string;
    readonly ready: string;
    readonly until: string;
  };
  readonly block: AskedWords & { readonly reason: string; readonly hint: string };
}

export const orderActionsWords: Record<WordingLocale, OrderActionsWords> = {
  en: {
    title: 'What you can do',
    none: 'Nothing can be done with this order by your key.',
    cancel: {
      title: 'Cancel the order',
      button: 'Cancel the order',
      ask: 'Cancel this order?',
      say: 'No payment is taken any more and the stock goes back. It can’t be undone.',
      reason: 'Why',
      words: 'Or in your own words',
      wordsHint: 'Kept with the order, not shown to the buyer.',
      force: 'Even while a payment is under way',
    },
    extend: {
      title: 'Give more time',
      button: 'Move the deadline',
      until: 'New deadline',
      hint: (zone) => `On the shop’s clock (${zone}).`,
    },
    refund: {
      title: 'Refund',
      button: 'Refund',
      ask: 'Send this money back?',
      say: 'The payment provider is asked to send it. It can’t be undone.',
      amount: 'Amount',
      amountHint: (most) => `At most ${most}; left empty: all of it.`,
      all: 'everything that is left',
      reason: 'Why',
      restock: 'Put the goods back into stock',
    },
    ship: {
      title: 'It has shipped',
      button: 'Mark as shipped',
      carrier: 'Carrier',
      trackingNumber: 'Tracking number',
    },
    deliver: { title: 'It was delivered', button: 'Mark as delivered' },
    link: {
      title: 'Payment link',
      button: 'Make a link',
      payer: 'For',
      buyer: 'the buyer',
      friend: 'a friend who pays',
      ready: 'The link is ready. Whoever has it can open the order’s payment page.',
      until: 'Valid until',
    },
    block: {
      title: 'Block the buyer',
      button: 'Block the buyer',
      ask: 'Block this buyer?',
      say: 'He can place no more orders until somebody unblocks him. His open orders stay as they are.',
      reason: 'Why',
      hint: 'Colleagues see it in his standing.',
    },
  },
  'zh-CN': {
    title: '可以做的事',
    none: '您的密钥现在不能对这个订单做任何操作。',
    cancel: {
      title: '取消订单',
      button: '取消订单',
      ask: '取消这个订单？',
      say: '取消后不再收款，库存会释放，无法撤销。',
      reason: '原因',
      words: '或用自己的话说明',
      wordsHint: '与订单一起保存，不会显示给买家。',
      force: '即使付款正在进行',
    },
    extend: {
      title: '延长付款时间',
      button: '更改付款期限',
      until: '新的付款期限',
      hint: (zone) => `按店铺时区（${zone}）。`,
    },
    refund: {
      title: '退款',
      button: '退款',
      ask: '退还这笔钱？',
      say: '将通知支付服务商退款，无法撤销。',
      amount: '金额',
      amountHint: (most) => `最多 ${most}；不填则全部退还。`,
      all: '全部剩余金额',
      reason: '原因',
      restock: '商品退回库存',
    },
    ship: { title: '已发货', button: '标记为已发货', carrier: '物流公司', trackingNumber: '运单号' },
    deliver: { title: '已送达', button: '标记为已送达' },
    link: {
      title: '付款链接',
      button: '生成链接',
      payer: '给',
      buyer: '买家',
      friend: '代付的朋友',
      ready: '链接已生成。拿到链接的人都能打开付款页面。',
      until: '有效至',
    },
    block: {
      title: '禁止买家下单',
      button: '禁止买家下单',
      ask: '禁止这个买家下单？',
      say: '解除之前他不能再下单，已有的订单不受影响。',
      reason: '原因',
      hint: '同事会在信用等级里看到。',
    },
  },
};
