import type { WordingLocale } from '../../../domain/messages/locale.ts';

/** What the REST API refuses, by its code, where its own words (they are English) don't do for who reads a page. */
const en: Readonly<Record<string, string>> = {
  invalid_request: 'Something that was entered can’t be read. What it is stands below and beside its field.',
  credit_review_decided: 'Somebody has decided it already. What was decided stands on this page.',
  already_claimed:
    'Somebody else makes this call just now, so nothing was changed. Take another one meanwhile.',
  call_task_done: 'The call was made already, and what came of it is noted.',
  call_task_withdrawn: 'The order does not await payment any more, so nobody has to be called.',
};

const zh: Readonly<Record<string, string>> = {
  order_not_found: '没有这个订单，或者它属于您的密钥看不到的店铺。',
  order_not_open: '订单现在的状态不允许这样做。',
  payment_in_progress: '有一笔付款正在进行，请等它有结果。',
  provider_unreachable: '暂时无法联系支付服务商，请稍后再试。',
  provider_unavailable: '支付服务商没有回应，请稍后再试。',
  extension_used: '延期次数已用完。',
  extension_too_long: '晚于策略允许的时间。',
  extension_too_short: '不晚于现在的付款期限。',
  deadline_passed: '付款期限已过。',
  no_deadline: '这个订单没有付款期限。',
  nothing_due: '没有需要支付的金额。',
  problem_not_found: '没有这个问题，或者已经解决。',
  not_shippable: '订单现在不能发货。',
  not_deliverable: '订单现在不能确认送达。',
  already_shipped: '订单已经发货。',
  auto_debit_required: '发货前需要先绑定自动扣款的卡。',
  nothing_to_refund: '没有可退的金额。',
  refund_too_large: '超过了可退的金额。',
  currency_mismatch: '币种不对。',
  amount_too_large: '金额过大。',
  being_superseded: '另一个订单正要取代它。',
  credit_application_open: '这个订单有一个正在处理的申请。',
  customer_not_found: '没有这个买家。',
  call_task_not_found: '没有这个电话任务，或者它属于您的密钥看不到的店铺。',
  already_claimed: '同事正在打这个电话，因此没有任何更改。请先处理其他电话。',
  call_task_done: '这个电话已经打过，结果已记录。',
  call_task_withdrawn: '订单已不在等待付款，不需要再致电。',
  no_gift: '策略没有提供赠品，或者已经承诺过。',
  credit_review_not_found: '没有这个审核，或者它属于您的密钥看不到的店铺。',
  credit_review_decided: '已经有人决定了，结果见本页。',
  document_not_found: '没有这个材料。',
  documents_unavailable: '材料无法解密：请联系运行 Holdfast 的人设置 DOCUMENT_KEY。',
  shop_not_found: '没有这个店铺。',
  insufficient_scope: '您的密钥没有此权限。',
  not_found: '这里什么也没有。',
  precondition_failed: '在您阅读之后它已被更改，请重新打开。',
  idempotency_in_progress: '上一次提交还在处理，请稍后再看。',
  idempotency_key_reused: '这个表单已用其他内容提交过，请核对后重新提交。',
  invalid_request: '填写的内容有误，请看下面的说明。',
  internal_error: '出了点问题，请稍后再试。',
  engine_unavailable: '流程引擎没有回应，请稍后再试。',
  database_unavailable: '数据库没有回应，请稍后再试。',
  overloaded: '请求太多，请稍后再试。',
};

export const problemTexts: Record<WordingLocale, Readonly<Record<string, string>>> = { en, 'zh-CN': zh };
