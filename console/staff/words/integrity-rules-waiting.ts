import type { Pair } from './pair.ts';

/** Rules about what must come about in time, the journal, credit, parcels and instalments. */
export const rulesOfWaiting: Readonly<Record<string, Pair>> = {
  orders_are_started: [
    'An order has its workflow within five minutes of being placed, or taken up again.',
    '订单在下单或恢复后五分钟内有流程。',
  ],
  orders_close_in_time: [
    'An order is closed within five minutes of its release time, unless its provider has to be asked or a problem holds it.',
    '订单在释放时间后五分钟内关闭，除非需询问服务商或有问题暂停。',
  ],
  pauses_end: [
    'A problem holds an order no longer than the policy lets it, however many there are.',
    '问题暂停订单的时间不超过策略允许。',
  ],
  standing_aside_ends: [
    'An order stands aside for one that is to replace it for a minute; then it was replaced, or goes on.',
    '订单为取代者让位一分钟；之后被取代或继续。',
  ],
  closings_that_wait_are_alerted: [
    'An order that can’t be closed because its provider does not answer is brought to a person after the policy’s wait.',
    '因服务商无回应而无法关闭的订单，超过策略等待后通知员工。',
  ],
  stuck_payments_are_alerted: [
    'A payment still under way when the policy’s wait after the deadline is over is brought to a person.',
    '期限后等待结束仍在处理的付款会通知员工。',
  ],
  sessions_close_with_the_order: [
    'Fifteen minutes after an order is paid or closed nobody can pay it any more.',
    '订单付款或关闭十五分钟后无人再能付款。',
  ],
  events_are_applied: [
    'What a provider told of an order we know is applied within five minutes.',
    '服务商关于已知订单的通知在五分钟内处理。',
  ],
  refunds_come_about: [
    'A refund is confirmed by its provider within a week of when it was to be sent, or a person was alerted that it failed or is his to send.',
    '退款在一周内由服务商确认，否则已通知员工失败或需人工处理。',
  ],
  unmatched_events_are_alerted: [
    'What a provider told of an order nobody knows is brought to a person after an hour.',
    '关于未知订单的通知在一小时后交给员工。',
  ],
  sweepers_are_alive: [
    'Whatever looks after what others left undone has been seen at work in the last five minutes.',
    '各善后程序在最近五分钟内都在工作。',
  ],
  journal_tells_the_state: [
    'The journal has the entry that brought each order into its state, and its stock to where it is.',
    '记录中有使订单及其库存成为现状的条目。',
  ],
  journal_tells_the_money: [
    'The journal tells of every payment that came, of every refund that went back, and of each that a provider had taken and that came back.',
    '记录说明了每笔收款、每笔退款以及被退回的退款。',
  ],
  reminders_move_on: [
    'A reminder that could not go out waits for its next time: no order postpones more than ten times in a minute of its clock.',
    '未能发出的催付会等到下一个时间：任何订单一分钟内推迟不超过十次。',
  ],
  financed_was_approved: [
    'What is financed of an order is what its application was approved for, to the amount.',
    '订单的融资金额等于申请批准的金额。',
  ],
  credit_ends_with_its_order: [
    'Of a closed order nothing is financed, approved or offered any more, also where another has replaced it.',
    '已关闭的订单不再有融资、批准或方案。',
  ],
  applications_are_of_open_orders: [
    'An application that is not decided is of an order that waits to be paid.',
    '未决定的申请属于等待付款的订单。',
  ],
  deadline_stands_for_an_application: [
    'A deadline stands still only while an application of its order is decided.',
    '期限仅在申请决定期间暂停。',
  ],
  waits_for_credit_end: [
    'A deadline stands still no longer than the policy lets it, over all applications of an order.',
    '期限因申请暂停的总时长不超过策略允许。',
  ],
  reviews_match_applications: [
    'What lies with a person is in the queue of staff, and the queue has nothing else.',
    '人工审核的申请都在员工队列中，队列中没有其他内容。',
  ],
  credit_decisions_are_journalled: [
    'The journal tells of every decision on an application.',
    '记录说明了申请的每次决定。',
  ],
  shipped_with_auto_debit: [
    'Goods of a buyer who has to bind a card were not shipped before he had.',
    '需绑卡的买家在绑卡前不会发货。',
  ],
  reports_are_applied: [
    'What a bureau told of an application we know is applied within five minutes.',
    '征信机构的报告在五分钟内处理。',
  ],
  parcel_updates_are_applied: [
    'What a carrier told of an order we know is applied within five minutes.',
    '物流关于已知订单的更新在五分钟内处理。',
  ],
  parcel_updates_count_once: [
    'The journal tells of every update that was applied, once.',
    '每条已处理的更新在记录中出现一次。',
  ],
  parcels_have_left: [
    'Only an order that has left is where its carrier says, and one whose parcel has arrived is delivered.',
    '只有已发出的订单有物流状态，包裹到达的订单为已送达。',
  ],
  carriers_are_asked: [
    'While updates on a parcel are wanted that has left, and only then, its carrier is asked, on time.',
    '仅在需要更新且已发出时，按时查询物流。',
  ],
  financed_orders_have_a_plan: [
    'What is financed of an order that is paid is, to the amount, what its instalments add up to.',
    '已付订单的融资金额等于其分期之和。',
  ],
  instalments_are_paid_by_payments: [
    'What counts as paid of an instalment is what was credited on it of its payments, each once.',
    '分期的已付金额等于其付款入账，每笔一次。',
  ],
  nothing_is_owed_of_closed_orders: [
    'Nothing is owed, and nothing will be debited, of an order that is closed or of an instalment that is settled.',
    '已关闭的订单或已结清的分期不再欠款，也不再扣款。',
  ],
  debits_are_payments: [
    'Money that was debited is a payment of its order, to the amount.',
    '扣款即订单的付款，金额一致。',
  ],
  overdue_instalments_are_alerted: [
    'Staff were told of every instalment that became overdue.',
    '每期逾期都已通知员工。',
  ],
  instalments_are_watched: [
    'A plan has its workflow within five minutes, does within fifteen what is due, and ends only when nothing is owed.',
    '分期计划五分钟内有流程，十五分钟内处理到期事项，结清后才结束。',
  ],
};
