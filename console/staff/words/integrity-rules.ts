import type { Pair } from './pair.ts';
import { rulesOfWaiting } from './integrity-rules-waiting.ts';

const ofStockMoneyAndLife: Readonly<Record<string, Pair>> = {
  stock_balance_is_ledger: [
    'What a SKU has on hand and held is what its ledger adds up to.',
    'SKU 的现有与预留数量等于台账之和。',
  ],
  stock_held_is_orders_holds: [
    'The ledger holds and has committed for each order exactly what its row says of its lines: all of them, or nothing.',
    '台账为每个订单预留和扣减的数量与订单行一致：全部，或没有。',
  ],
  stock_given_back_once: [
    'No order gives back, or takes for good, more of a SKU than it ever held.',
    '没有订单释放或扣减的数量超过其曾预留的数量。',
  ],
  stock_moves_once_per_step: [
    'A step of an order moves a SKU once per kind, however often it is run.',
    '订单的一个步骤无论执行几次，每个 SKU 每种变动只记一次。',
  ],
  stock_not_oversold: [
    'Nothing is below zero, and less on hand than is held is what staff have said and were alerted to.',
    '没有负数；现有少于预留时，是员工设置的且已提醒。',
  ],
  open_orders_hold_stock: [
    'An order that takes its stock when it is placed holds it as long as it waits to be paid or delivered.',
    '下单时占用库存的订单，在等待付款或配送期间一直占用。',
  ],
  paid_orders_took_stock: [
    'A paid order has its stock for good, unless staff put it back with a refund, of money or of what was still owed.',
    '已付订单的库存已扣减，除非员工退款或免除未还款项时放回。',
  ],
  merged_holds_move_whole: [
    'What orders held when they were merged is what the order they became held then: no piece was lost or taken between.',
    '合并订单的预留完整转入新订单，一件不多一件不少。',
  ],
  closed_orders_hold_nothing: ['A closed order has given back all it held.', '已关闭的订单已释放全部预留。'],
  order_amounts_add_up: [
    'Lines, discount and shipping make the total, and the total is what is paid, financed and due.',
    '商品、优惠与运费等于总额；总额等于已付、融资与待付之和。',
  ],
  amounts_not_negative: [
    'No amount is below zero, and no more of a payment counts or goes back than came.',
    '没有负金额；计入或退回的不超过收到的。',
  ],
  paid_is_credited: [
    'What an order counts as paid is what was credited on it of its payments, and cash taken at the door; instalments count apart.',
    '订单的已付金额等于其付款入账与上门现金之和；分期另计。',
  ],
  refunded_is_refunds: [
    'What an order counts as refunded is what really went back of its credited money, asked for by us or not.',
    '订单的已退金额等于实际退回的入账款，无论是否由我们发起。',
  ],
  payment_refunded_is_refunds: [
    'What a payment counts as refunded is the sum of its refunds that the provider has confirmed.',
    '付款的已退金额等于服务商确认的退款之和。',
  ],
  refunds_within_payment: [
    'No more goes back of a payment than came, in its currency and of its order.',
    '退款不超过该笔付款，币种与订单一致。',
  ],
  refunds_are_sent_again_once: [
    'A refund that is sent again is all of one that came back, of the same payment, and is not sent a third time.',
    '重发的退款是被退回的那笔的全额、同一付款，且不再发第三次。',
  ],
  payment_once: [
    'Money of one provider session, or of one event where there is no session, is one payment.',
    '同一支付会话（无会话时同一事件）的钱只算一笔付款。',
  ],
  payments_come_from_events: [
    'Every payment is what an applied event of a provider told of this order, to the amount.',
    '每笔付款都来自服务商对该订单的事件，金额一致。',
  ],
  received_money_is_a_payment: [
    'An event that was applied as money has its payment: nothing a provider took from a buyer is forgotten.',
    '作为收款处理的事件都有对应付款：服务商收的钱不会被遗忘。',
  ],
  uncredited_money_goes_back: [
    'What of a payment does not count on its order is asked back, exactly, less what the provider gave back by itself.',
    '未计入订单的款项如数退回，减去服务商自行退回的部分。',
  ],
  moved_money_arrives: [
    'What was paid on an order that another replaced counts on that one, to the amount, or goes back from there.',
    '被取代订单上的付款如数计入新订单，或从那里退回。',
  ],
  closed_orders_keep_no_money: [
    'All credited money of a closed order has gone back or is on its way.',
    '已关闭订单的入账款已全部退回或正在退回。',
  ],
  paid_orders_owe_nothing: [
    'A paid order has nothing due and says since when; cash on delivery owes until it is delivered.',
    '已付订单没有待付金额并记有付款时间；货到付款在送达前待付。',
  ],
  closed_orders_say_why: [
    'A closed order says when and why it was closed, a delivered one when it was delivered, and no other order says it is closed.',
    '已关闭的订单记有时间与原因，已送达的记有送达时间，其他订单没有关闭标记。',
  ],
  release_after_deadline: [
    'Stock goes back after the time told to the buyer, by the grace of the policy.',
    '库存在告知的期限之后，按策略宽限释放。',
  ],
  open_orders_have_a_deadline: [
    'An order that waits to be paid has a deadline, unless its policy never closes such orders.',
    '等待付款的订单有期限，除非策略不关闭此类订单。',
  ],
  deadline_is_journalled: [
    'The deadline is the one the journal told last: it moves only by a rule that says so.',
    '期限与记录中最后一次一致：只因规则而变。',
  ],
  sessions_end_by_deadline: [
    'A provider session ends at the deadline told when it was opened, or before.',
    '支付会话不晚于打开时告知的期限结束。',
  ],
  live_sessions_fit_the_order: [
    'A session that can still be paid is for the order as it is now: sessions of older revisions were closed first.',
    '仍可支付的会话与现在的订单一致：旧版本的会话已先关闭。',
  ],
  processing_says_since_when: [
    'An order whose payment or application is under way, and no other, says since when.',
    '付款或申请处理中的订单记有开始时间，其他没有。',
  ],
  successors_exist: [
    'A merged or superseded order names the order that goes on, which is there.',
    '被合并或取代的订单指明后续订单，且该订单存在。',
  ],
  orders_that_stand_aside_wait_to_be_paid: [
    'Only an order that waits to be paid stands aside for another, and it says for whom.',
    '只有待付款的订单会为另一订单让位，并记有为谁。',
  ],
  workflow_is_named_after_order: [
    'An order names its own workflow, and no two orders the same.',
    '每个订单有自己的流程，互不相同。',
  ],
  policy_is_kept: [
    'The policy version an order was placed under is still there.',
    '下单时的策略版本仍然存在。',
  ],
  rows_belong_to_orders: [
    'Movements, payments, refunds, sessions and messages are those of an order that is there.',
    '库存变动、付款、退款、会话与消息都属于存在的订单。',
  ],
  calls_are_for_unpaid_orders: [
    'Nobody is to be called about an order that no longer awaits payment.',
    '不再等待付款的订单不会再打电话。',
  ],
  no_reminder_after_the_end: [
    'Nobody was reminded of an order after it was paid or closed; a win-back is no reminder.',
    '付款或关闭后没有再提醒；挽回消息不算提醒。',
  ],
};

/** What must be true of the data, by the name of its rule. */
export const integrityRuleTexts: Readonly<Record<string, Pair>> = {
  ...ofStockMoneyAndLife,
  ...rulesOfWaiting,
};
