import type { Pair } from './pair.ts';
import { policyFieldsOfCredit } from './policy-fields-credit.ts';

const ofValidity: Readonly<Record<string, Pair>> = {
  'validity.normal': ['Normal goods', '普通商品'],
  'validity.promotion': ['Promotion', '促销商品'],
  'validity.flash': ['Flash sale', '秒杀商品'],
  'validity.made_to_order': ['Made to order', '定制商品'],
  'validity.overrides': ['Exceptions', '例外'],
  'validity.overrides.match': ['for', '适用于'],
  'validity.overrides.validity': ['waits', '期限'],
  grace: ['Grace before stock goes back', '释放库存前的宽限'],
  'extension.buyer': ['More time a buyer may ask for', '买家可申请的延期'],
  'extension.buyerTimes': ['How often a buyer may ask', '买家可延期次数'],
  'extension.staffMax': ['Longest that staff may give', '员工可给的最长期限'],
  'methodDue.bank_transfer': ['Bank transfers are due after', '银行转账期限'],
  'neverClosed.methods': ['Never closed: paid by', '不自动关闭：付款方式'],
  'neverClosed.channels': ['Never closed: sold by', '不自动关闭：销售渠道'],
};

const ofStock: Readonly<Record<string, Pair>> = {
  'stock.deductOn': ['Stock is taken', '何时占用库存'],
  'stock.flashSharePerCustomer': ['Most of a flash SKU for one buyer', '单个买家可占秒杀库存'],
};

const ofReminders: Readonly<Record<string, Pair>> = {
  'reminders.enabled': ['Buyers are reminded', '是否提醒'],
  'reminders.strategy': ['When', '发送策略'],
  'reminders.slots': ['Times of the day', '固定时间'],
  'reminders.cutoffs': ['Shipping cut-offs', '发货截止时间'],
  'reminders.cutoffLead': ['So long before a cut-off', '截止前提前'],
  'reminders.delay': ['So long after the order', '下单后延迟'],
  'reminders.shortValidity.under': ['Short orders: waiting less than', '短期订单：期限少于'],
  'reminders.shortValidity.fractions': ['Short orders: reminded at', '短期订单：提醒时点'],
  'reminders.shortValidity.quietChannels': ['Short orders: in quiet hours by', '短期订单：免打扰时段渠道'],
  'reminders.lastCall': ['Last call before the deadline', '最后提醒提前'],
  'reminders.quietHours.from': ['Quiet hours from', '免打扰开始'],
  'reminders.quietHours.to': ['Quiet hours until', '免打扰结束'],
  'reminders.quietHours.except': ['Allowed in quiet hours', '免打扰时段允许'],
  'reminders.notBefore': ['Not before, after the order', '下单后至少'],
  'reminders.gap': ['Between two, at least', '两次间隔至少'],
  'reminders.maxPerOrder': ['Most for an order', '每单最多次数'],
  'reminders.maxPerCustomerPerDay': ['Most for a buyer and day', '每买家每天最多次数'],
  'reminders.channels': ['Channels, first to last', '渠道顺序'],
  'reminders.channelsPerReminder': ['Channels at a time', '每次渠道数'],
  'reminders.callFrom': ['A person calls from', '人工电话起点金额'],
  'reminders.emphasis.new': ['Argues to new buyers', '对新买家强调'],
  'reminders.emphasis.second': ['Argues to second-time buyers', '对第二次购买强调'],
  'reminders.emphasis.loyal': ['Argues to loyal buyers', '对忠实买家强调'],
  'reminders.emphasis.lowStock': ['Argues when stock is low', '库存紧张时强调'],
  'reminders.emphasis.beforeCutoff': ['Argues before a cut-off', '发货截止前强调'],
  'reminders.returningNeedPerk': ['Returning buyers only with a perk', '老买家仅在有优惠时提醒'],
  'reminders.perks': ['Perks', '优惠'],
  'reminders.perks.second.text': ['Perk of second-time buyers', '第二次购买的优惠'],
  'reminders.perks.loyal.text': ['Perk of loyal buyers', '忠实买家的优惠'],
  'reminders.perks.member.text': ['Perk of members', '会员优惠'],
};

const ofTheCalendar: Readonly<Record<string, Pair>> = {
  'calendar.timeZone': ['Time zone', '时区'],
  'calendar.region': ['Holidays of', '节假日地区'],
  'calendar.holidays': ['On holidays', '节假日'],
  'calendar.weekends': ['On weekends', '周末'],
  'calendar.extraHolidays': ['Further holidays', '额外节假日'],
  'calendar.extraWorkdays': ['Working days all the same', '额外工作日'],
};

const ofCalls: Readonly<Record<string, Pair>> = {
  'callTasks.claimFor': ['A call is one person’s for', '电话任务独占时长'],
  'callTasks.tries': ['Tries without an answer', '无人接听次数'],
  'callTasks.willPayHold': ['“Will pay” holds reminders for', '“会付款”后暂停提醒'],
  'callTasks.gift': ['Gift to who does not want it any more', '不想要时的赠品'],
  'callTasks.gift.text': ['Gift to who does not want it any more', '不想要时的赠品'],
  'winBack.enabled': ['A message after closing', '关闭后挽回'],
  'winBack.after': ['So long after closing', '关闭后'],
  'winBack.oncePer': ['Once in', '每段时间一次'],
  'winBack.againUrl': ['Leads to', '链接'],
};

const ofPayment: Readonly<Record<string, Pair>> = {
  'payment.methods': ['Ways to pay', '付款方式'],
  'payment.pendingWait': ['A payment under way is waited for', '进行中的付款等待'],
  'payment.latePayment': ['Money after closing', '关闭后到账'],
  'payment.refundAgainAfter': ['A refund that came back is sent again after', '退回的退款重发间隔'],
  'payment.problemPauseMax': ['A problem may hold an order for', '问题最长暂停'],
  'payment.methodsByKind.normal': ['Ways to pay normal goods', '普通商品付款方式'],
  'payment.methodsByKind.promotion': ['Ways to pay promotions', '促销商品付款方式'],
  'payment.methodsByKind.flash': ['Ways to pay a flash sale', '秒杀商品付款方式'],
  'payment.methodsByKind.made_to_order': ['Ways to pay what is made to order', '定制商品付款方式'],
};

const ofStanding: Readonly<Record<string, Pair>> = {
  'limits.openOrdersPerCustomer': ['Open unpaid orders of a buyer', '买家未付订单上限'],
  'limits.openOrdersPerPhone': ['… of a phone number', '……每个电话号码'],
  'limits.openOrdersPerAddress': ['… of an address', '……每个地址'],
  'limits.openOrdersPerDevice': ['… of a device', '……每台设备'],
  'limits.duplicateWindow': ['The same order again within', '重复下单时间窗'],
  'standing.window': ['Unpaid closes count for', '未付关闭计入时长'],
  'standing.forgiveCancelWithin': ['Cancelling does not count within', '取消不计入的时间'],
  'standing.providerAwayFor': ['Nor if the provider was away for', '服务商中断不计入'],
  'standing.watchAt': ['Watched from', '关注起点'],
  'standing.restrictedAt': ['Restricted from', '受限起点'],
  'standing.blockedAt': ['Blocked from', '禁止下单起点'],
  'standing.paidToImprove': ['Paid orders to improve', '改善所需付款次数'],
  'standing.watchValidity': ['Watched buyers get of the time', '关注买家的期限比例'],
  'standing.overdueInstalment': ['An overdue instalment counts as', '一期逾期计为'],
};

const ofAlerts: Readonly<Record<string, Pair>> = {
  'alerts.unpaidRateFactor': ['Unpaid rate, times the usual', '未付率倍数'],
  'alerts.unpaidRateOver': ['Unpaid rate of the last', '未付率统计时长'],
  'alerts.unpaidRateUsual': ['Compared with the usual of', '对比时长'],
  'alerts.unpaidRateFrom': ['From so many orders', '最少订单数'],
  'alerts.unpaidBurstPerHour': ['Unpaid orders of one place in an hour', '同一来源每小时未付'],
  'alerts.largeOrder': ['An order is unusually large from', '大额订单起点'],
};

/** What the fields of a policy are called, by their path in the document; one that is not here is shown by its path. */
export const policyFieldNames: Readonly<Record<string, Pair>> = {
  ...ofValidity,
  ...ofStock,
  ...ofReminders,
  ...ofTheCalendar,
  ...ofCalls,
  ...ofPayment,
  ...policyFieldsOfCredit,
  ...ofStanding,
  ...ofAlerts,
};
