import type { WayWords } from './words.ts';

export const zhCNWays: WayWords = {
  friend: {
    title: '请朋友代付',
    text: '把链接发给信得过的朋友。对方只能看到商品和金额并付款，看不到您的姓名、电话和地址。',
    link: '代付链接',
    copy: '复制链接',
    copied: '已复制',
    share: '分享',
  },
  extend: {
    title: '我需要更多时间',
    text: (more) => `可以延长一次，延长 ${more}，商品继续为您保留。`,
    button: (more) => `延长 ${more}`,
  },
  lines: {
    title: '修改数量',
    text: '数量改为 0 即移除该商品，金额随之更新。',
    quantity: (name) => `数量：${name}`,
    fewer: (name) => `减少一件：${name}`,
    more: (name) => `增加一件：${name}`,
    button: '保存数量',
  },
  problem: {
    title: '反馈问题',
    text: '反馈后我们不再发送提醒，并多保留商品一段时间，等工作人员处理。',
    legend: '遇到了什么问题？',
    kinds: { cant_pay: '无法付款', question: '想咨询', other: '其他' },
    note: '补充说明（选填）',
    button: '提交',
  },
  cancel: {
    title: '取消订单',
    text: '取消后不会扣款，商品立即重新开放购买。',
    legend: '为什么取消？',
    reasons: {
      changed_mind: '不想要了',
      ordered_by_mistake: '拍错了',
      too_expensive: '价格偏高',
      delivery_too_slow: '送货太慢',
      cant_pay: '付款遇到困难',
      bought_elsewhere: '在别处买了',
      other: '其他原因',
    },
    note: '补充说明（选填）',
    button: '确认取消订单',
  },
};
