import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Movement } from '../rest-shapes.ts';

export interface StockWords {
  readonly title: string;
  readonly say: string;
  readonly find: string;
  readonly findButton: string;
  readonly toCheck: string;
  readonly one: {
    readonly title: (sku: string) => string;
    readonly balance: string;
    readonly onHand: string;
    readonly held: string;
    readonly safety: string;
    readonly available: string;
    readonly availableNote: string;
    readonly terms: string;
    readonly price: string;
    readonly kind: string;
    readonly deductOn: string;
    readonly deductOns: Readonly<Record<'order' | 'payment', string>>;
    readonly byPolicy: string;
    readonly tags: string;
    readonly toStock: string;
  };
  readonly ledger: {
    readonly title: string;
    readonly empty: string;
    readonly at: string;
    readonly kind: string;
    readonly kinds: Readonly<Record<Movement['kind'], string>>;
    readonly quantity: string;
    readonly order: string;
    readonly reason: string;
  };
  readonly adjust: {
    readonly title: string;
    readonly delta: string;
    readonly deltaHint: string;
    readonly reason: string;
    readonly reasonHint: string;
    readonly button: string;
    readonly ask: string;
    readonly say: string;
    readonly after: string;
  };
  readonly check: {
    readonly title: string;
    readonly say: string;
    readonly compare: string;
    readonly agrees: string;
    readonly differs: string;
    readonly sku: string;
    readonly balance: string;
    readonly ledger: string;
    readonly amounts: (onHand: number, held: number) => string;
    readonly repair: string;
    readonly ask: string;
    readonly askSay: string;
  };
}

export const stockWords: Record<WordingLocale, StockWords> = {
  en: {
    title: 'Stock',
    say: 'What is on hand of a SKU, what is promised, and every movement with the order it was for.',
    find: 'SKU',
    findButton: 'Open',
    toCheck: 'Compare all stock with its ledger',
    one: {
      title: (sku) => `Stock of ${sku}`,
      balance: 'Pieces',
      onHand: 'On hand',
      held: 'Held for orders',
      safety: 'Kept back',
      available: 'Can be sold',
      availableNote: 'On hand, less what is held and kept back. Below zero: more is promised than is there.',
      terms: 'How it is sold',
      price: 'Price',
      kind: 'Kind',
      deductOn: 'Taken',
      deductOns: { order: 'when it is ordered', payment: 'when it is paid' },
      byPolicy: 'as the policy has it',
      tags: 'Tags',
      toStock: 'To another SKU',
    },
    ledger: {
      title: 'Movements, newest first',
      empty: 'Nothing has moved yet. Every hold, sale and adjustment appears here.',
      at: 'When',
      kind: 'What',
      kinds: {
        hold: 'held for an order',
        release: 'given back',
        commit: 'sold',
        adjust: 'adjusted',
        restock: 'came back',
      },
      quantity: 'Pieces',
      order: 'Order',
      reason: 'Why',
    },
    adjust: {
      title: 'Adjust what is on hand',
      delta: 'More or less',
      deltaHint: 'A difference: 5 for five more, -2 for two less.',
      reason: 'Why',
      reasonHint: 'Stands in the ledger.',
      button: 'Adjust',
      ask: 'Adjust the stock?',
      say: 'It is written into the ledger. To take it back, adjust by the opposite.',
      after: 'On hand then',
    },
    check: {
      title: 'Stock and its ledger',
      say: 'Every SKU’s balance has to be what its movements add up to. Comparing changes nothing; what differs also raises an alert.',
      compare: 'Compare',
      agrees: 'All stock is what its ledger adds up to.',
      differs: 'These differ. A repair puts the balance where the ledger has it.',
      sku: 'SKU',
      balance: 'Balance',
      ledger: 'Ledger',
      amounts: (onHand, held) => `${onHand} on hand, ${held} held`,
      repair: 'Repair the balances',
      ask: 'Repair the balances?',
      askSay:
        'Every SKU that differs gets the balance that its ledger adds up to. If the shelf says otherwise, adjust it afterwards.',
    },
  },
  'zh-CN': {
    title: '库存',
    say: '一个 SKU 的现有数量、已承诺数量，以及每次变动和对应的订单。',
    find: 'SKU',
    findButton: '打开',
    toCheck: '核对全部库存与台账',
    one: {
      title: (sku) => `${sku} 的库存`,
      balance: '数量',
      onHand: '现有',
      held: '为订单预留',
      safety: '安全库存',
      available: '可售',
      availableNote: '现有数量减去预留和安全库存。负数表示承诺的多于现有的。',
      terms: '销售方式',
      price: '价格',
      kind: '类型',
      deductOn: '扣减时机',
      deductOns: { order: '下单时', payment: '付款时' },
      byPolicy: '按策略',
      tags: '标签',
      toStock: '查看其他 SKU',
    },
    ledger: {
      title: '变动，最新的在前',
      empty: '还没有变动。每次预留、售出和调整都会出现在这里。',
      at: '时间',
      kind: '变动',
      kinds: { hold: '为订单预留', release: '释放', commit: '售出', adjust: '调整', restock: '退回' },
      quantity: '数量',
      order: '订单',
      reason: '原因',
    },
    adjust: {
      title: '调整现有数量',
      delta: '增减',
      deltaHint: '填写差额：5 表示增加五件，-2 表示减少两件。',
      reason: '原因',
      reasonHint: '会记入台账。',
      button: '调整',
      ask: '调整库存吗？',
      say: '会记入台账。如需撤销，请反向调整。',
      after: '调整后现有',
    },
    check: {
      title: '库存与台账',
      say: '每个 SKU 的余额应等于其变动之和。核对不会更改任何内容；有差异时会产生提醒。',
      compare: '核对',
      agrees: '全部库存与台账一致。',
      differs: '以下 SKU 不一致。修复会把余额改为台账的结果。',
      sku: 'SKU',
      balance: '余额',
      ledger: '台账',
      amounts: (onHand, held) => `现有 ${onHand}，预留 ${held}`,
      repair: '修复余额',
      ask: '修复余额吗？',
      askSay: '所有不一致的 SKU 都会改为台账的结果。如与货架不符，请之后再调整。',
    },
  },
};
