import type { Order, Standing } from '../rest-shapes.ts';
import type { Pair } from './pair.ts';

/** What states and kinds are called, by their code in the REST API. */
export const orderStatusNames: Readonly<Record<Order['status'], Pair>> = {
  awaiting_payment: ['Awaiting payment', '待付款'],
  payment_processing: ['Payment under way', '付款处理中'],
  confirmed: ['Confirmed', '已确认'],
  paid: ['Paid', '已付款'],
  shipped: ['Shipped', '已发货'],
  delivered: ['Delivered', '已送达'],
  rejected: ['Rejected', '已拒绝'],
  cancelled: ['Cancelled', '已取消'],
  expired: ['Expired', '已过期'],
  merged: ['Merged', '已合并'],
};

export const methodNames: Readonly<Record<Order['paymentMethod'], Pair>> = {
  card: ['Card', '银行卡'],
  alipay: ['Alipay', '支付宝'],
  wechat: ['WeChat Pay', '微信支付'],
  bank_transfer: ['Bank transfer', '银行转账'],
  pay_later: ['Pay later', '先享后付'],
  instalments: ['Instalments', '分期付款'],
  cash_on_delivery: ['Cash on delivery', '货到付款'],
};

export const channelNames: Readonly<Record<Order['channel'], Pair>> = {
  store: ['Store', '自营店铺'],
  distribution: ['Distribution platform', '分销平台'],
};

export const kindNames: Readonly<Record<Order['kind'], Pair>> = {
  normal: ['Normal', '普通'],
  promotion: ['Promotion', '促销'],
  flash: ['Flash sale', '秒杀'],
  made_to_order: ['Made to order', '定制'],
};

export const holdNames: Readonly<Record<Order['hold'], Pair>> = {
  none: ['No stock taken', '未占用库存'],
  held: ['Stock is held', '库存已预留'],
  released: ['Stock was given back', '库存已释放'],
  committed: ['Stock is taken', '库存已扣减'],
};

export const standingNames: Readonly<Record<Standing['level'], Pair>> = {
  good: ['Good standing', '信用良好'],
  watch: ['Watched', '关注'],
  restricted: ['Restricted', '受限'],
  blocked: ['Blocked', '已禁止下单'],
};

export const problemKindNames: Readonly<Record<'cant_pay' | 'question' | 'other', Pair>> = {
  cant_pay: ['Can’t pay', '无法付款'],
  question: ['Question', '有疑问'],
  other: ['Something else', '其他'],
};
