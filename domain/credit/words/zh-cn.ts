import type { CreditWords } from './words.ts';

/** Simplified Chinese. */
export const zhCN: CreditWords = {
  factors: {
    bureau_score: (score) => `征信机构给出的分数为 ${score}。`,
    paid_orders: (n) => (n === 0 ? '您还没有在本店付过款。' : `您已在本店付款 ${n} 笔订单。`),
    unpaid_closes: (n) =>
      n === 0 ? '您近期没有未付款而关闭的订单。' : `您近期有 ${n} 笔订单因未付款而关闭。`,
    account_months: (n) => (n === 0 ? '您的账户刚刚开通。' : `您的账户已开通 ${n} 个月。`),
    documents: (n) => (n === 0 ? '尚无通过审核的资料。' : `您有 ${n} 份资料已通过审核。`),
    overdue_instalments: (n) => (n === 0 ? '您没有逾期的分期。' : `您有 ${n} 期分期已逾期。`),
  },
  declined: {
    score_too_low: '根据目前的付款记录，暂时无法为这笔订单提供先享后付。',
    over_limit: '这笔订单与您尚未付清的金额之和超出了可提供的额度。',
    term_too_long: '这笔订单无法分这么多期。',
  },
  approved: '您的申请符合条件。',
  byPerson: { approved: '您的申请经人工审核已通过。', declined: '您的申请经人工审核未能通过。' },
  review: {
    close_to_boundary: '您的申请接近标准，正在人工审核。',
    documents: '正在人工审核您的资料。',
    bureau_unreachable: '征信机构暂无回应，正在人工审核。',
    wait_used_up: '审核用时较长，已转人工处理。期间您可以选择其他方式付款。',
  },
  changes: {
    amount: (to) => `金额不超过 ${to} 时可以通过。`,
    term: (to) => `分 ${to} 期时可以通过。`,
    bureau_score: (to) => `征信分数达到 ${to} 时结果会不同。`,
    paid_orders: (to) => `已付款订单达到 ${to} 笔时结果会不同。`,
    account_months: (to) => `账户开通满 ${to} 个月时结果会不同。`,
    unpaid_closes: (to) => `未付款关闭的订单只有 ${to} 笔时结果会不同。`,
    overdue_instalments: (to) => `逾期分期只有 ${to} 期时结果会不同。`,
    documents: (to) => `有 ${to} 份资料通过审核时结果会不同。`,
  },
  offers: {
    down_payment: ({ down, rest, term }) =>
      term === 1 ? `现在付 ${down}，其余 ${rest} 稍后付` : `现在付 ${down}，其余 ${rest} 分 ${term} 期`,
    fewer_instalments: ({ term, each }) => `分 ${term} 期，每期 ${each}`,
    documents: () => '补充资料，重新审核',
    outside_provider: ({ provider }) => `通过 ${provider} 分期付款`,
    pay_in_full_discount: ({ discount, total }) => `现在全额付款立减 ${discount}，共 ${total}`,
    similar_goods: ({ goods, total }) => `换成 ${goods}，共 ${total}`,
  },
};
