import type { ContactWords, ParcelWords } from './words.ts';

export const zhCNParcel: ParcelWords = {
  title: '您的包裹',
  states: {
    picked_up: '已揽收',
    in_transit: '运输中',
    out_for_delivery: '正在派送',
    failed_attempt: '未能送到您手中，将再次派送或通知您自取',
    delivered: '已送达',
    returned: '未能送达，正在退回，店铺会与您联系',
  },
  since: (instant) => `更新于 ${instant}`,
  expectedOn: (day) => `承运商预计 ${day}送达。`,
  updates: {
    none: '已发货。',
    asked: '发货并收到承运商消息后，本页会显示包裹位置。',
    subscribed: '已发货。收到承运商消息后，本页会显示包裹位置。',
    refused: '承运商暂时无法提供包裹位置。',
    unreachable: '承运商暂时无法提供包裹位置。',
  },
  follow: '跟踪我的包裹',
  followHint: '本页会显示包裹位置，即将送达时通知您。',
};

export const zhCNContact: ContactWords = {
  title: '收货人和收货地址',
  known: (parts) => `已有：${parts}。为保护隐私，此处不显示内容，只需填写要修改的部分。`,
  unknown: '请填写收货人和收货地址，发货前都可以修改。',
  parts: { name: '收货人', phone: '联系电话', address: '收货地址' },
  and: '、',
  button: '保存',
};
