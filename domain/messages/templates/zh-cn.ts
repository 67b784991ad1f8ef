import type { MessageWording } from './template.ts';

const HELLO = '{% if buyerName %}{{ buyerName }}，您好：{% endif %}';
const FROM = '{% if shopName %}【{{ shopName }}】{% endif %}';
const STOP = '{% if stopUrl %} 退订：{{ stopUrl }}{% endif %}';

const BENEFIT = `{% case emphasis %}
{%- when 'delivery' %}现在付款，今天就发货。
{%- when 'scarcity' %}库存所剩不多。付款时间内我们一直为您留着，过时将重新开放购买。
{%- when 'trust' %}还在犹豫？支持退货，运输途中有保险，请放心下单。
{%- endcase %}`;

const PERK = '{% if perk %}您的专属优惠：{{ perk }}{% endif %}';

const PROMISE = '{% if shipsOn %}预计 {{ shipsOn }}发货，{{ arrivesOn }}送达。{% endif %}';

const WHY_CLOSED = `{% case closedReason %}
{%- when 'deadline_passed' %}付款时间已过，订单已自动关闭。
{%- when 'cancelled_by_buyer' %}已按您的要求取消。
{%- when 'cancelled_by_staff' %}店铺取消了这笔订单。
{%- when 'out_of_stock' or 'sold_out' %}很抱歉，商品已售罄。
{%- when 'refunded' %}订单已取消，款项正在退回。
{%- when 'merged' %}商品已并入您的合并订单。
{%- when 'superseded' %}已由您的新订单代替。
{%- endcase %}`;

const WHY_REFUNDED = `{% case reason %}
{%- when 'late_payment' %}您的付款在订单关闭之后到账，现原路退回。
{%- when 'duplicate' %}这笔订单支付了两次，第二笔原路退回。
{%- when 'overpaid' %}您支付的金额多于应付金额，多出部分原路退回。
{%- when 'underpaid' %}订单未能按时付清，已付款项原路退回。
{%- when 'wrong_currency' %}付款币种与订单不符，款项原路退回。
{%- when 'sold_out' %}很抱歉，付款到账前商品已售罄，款项原路退回。
{%- when 'cancelled' %}订单已取消，款项原路退回。
{%- when 'requested' %}店铺为这笔订单向您退款。
{%- endcase %}`;

const CREDIT = `{% case reason %}
{%- when 'approved' %}您的先享后付申请已通过，无需其他操作。
{%- when 'approved_auto_debit' %}您的先享后付申请已通过。请绑定用于自动扣款的银行卡，绑定后即可发货。
{%- when 'declined' %}很抱歉，您的先享后付申请这次没有通过。您仍可用其他方式付款，商品为您保留{% if deadline %}至 {{ deadline }}{% endif %}。
{%- when 'review' %}您的先享后付申请正在由专人审核，有结果会马上通知您。
{%- when 'not_owed' %}这笔订单中原定以后支付的款项，您无需再付。
{%- else %}您的先享后付申请有新进展。
{%- endcase %}`;

const CREDIT_SHORT = `{% case reason %}
{%- when 'approved' %}先享后付申请已通过，无需其他操作。
{%- when 'approved_auto_debit' %}先享后付申请已通过，请绑定自动扣款银行卡后发货。
{%- when 'declined' %}先享后付申请未通过，{% if deadlineShort %}{{ deadlineShort }} 前{% endif %}仍可用其他方式付款。
{%- when 'review' %}先享后付申请正在由专人审核。
{%- when 'not_owed' %}原定以后支付的款项，您无需再付。
{%- else %}先享后付申请有新进展。
{%- endcase %}`;

const PARCEL = `{% case reason %}
{%- when 'out_for_delivery' %}您的包裹正在派送，预计今天送达。
{%- when 'failed_attempt' %}快递员未能将包裹送到您手中，将再次派送或通知您自取。
{%- when 'delivered' %}您的包裹已送达，祝您使用愉快。
{%- when 'returned' %}您的包裹未能送达，正在退回。我们会与您联系。
{%- else %}您的包裹有新进展。
{%- endcase %}`;

const INSTALMENT = `{% case reason %}
{%- when 'upcoming' %}您的第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期 {{ instalmentAmount }} 将于{{ instalmentDueOn }}到期，您也可以现在就付。
{%- when 'due' %}您的第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期 {{ instalmentAmount }} 今天到期。您没有设置自动扣款的银行卡，请自行付款。
{%- when 'declined' %}第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期 {{ instalmentAmount }} 扣款没有成功。{% if instalmentNextTryOn %}我们将于{{ instalmentNextTryOn }}再试一次，您也可以现在就付。{% else %}请您自行付款。{% endif %}
{%- when 'declined_hard' %}您的银行卡无法用于第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期 {{ instalmentAmount }}。请自行付款，或向商家提供另一张卡。
{%- when 'overdue' %}您的第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期 {{ instalmentAmount }} 已于{{ instalmentDueOn }}到期，至今未付，请尽快付款。
{%- else %}您的第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期有新的进展。
{%- endcase %}`;

const INSTALMENT_SHORT = `{% case reason %}
{%- when 'upcoming' %}第{{ instalmentNumber }}/{{ instalmentCount }}期 {{ instalmentAmount }} {{ instalmentDueOn }}到期。
{%- when 'due' %}第{{ instalmentNumber }}/{{ instalmentCount }}期 {{ instalmentAmount }} 今天到期，请付款。
{%- when 'declined' %}第{{ instalmentNumber }}/{{ instalmentCount }}期 {{ instalmentAmount }} 扣款未成功。{% if instalmentNextTryOn %}{{ instalmentNextTryOn }}再试。{% endif %}
{%- when 'declined_hard' %}第{{ instalmentNumber }}/{{ instalmentCount }}期 {{ instalmentAmount }}：银行卡无法使用，请付款。
{%- when 'overdue' %}第{{ instalmentNumber }}/{{ instalmentCount }}期 {{ instalmentAmount }} 已逾期，请付款。
{%- else %}第{{ instalmentNumber }}/{{ instalmentCount }}期分期有新的进展。
{%- endcase %}`;

const PROBLEM = `{% case reason %}
{%- when 'payment_failed' %}付款没有成功。{% if help %}{{ help.what }}{% endif %}
{%- when 'underpaid' %}已收到 {{ amountPaid }}，还需支付 {{ amountDue }}。
{%- when 'wrong_currency' %}收到一笔币种与订单不符的付款，将原路退回；订单仍待付款。
{%- when 'details' %}这是您咨询的订单详情。
{%- when 'payment_trouble' %}如果付款遇到困难，您可以这样做：
{%- when 'change' %}您可以在订单页面修改订单或付款方式。
{%- when 'gift' %}感谢您保留订单。您的专属优惠：{{ perk }}
{%- when 'passed_on' %}有人告诉我们这笔订单是为您购买的。您可以在订单页面查看并付款。
{%- else %}您的订单有一个问题需要处理。
{%- endcase %}`;

const WHAT_HELPS = `{% if help %}{% for advice in help.advice %}{{ advice }}{% endfor %}{% endif %}`;

/** Simplified Chinese, as a shop in mainland China writes. */
export const zhCN: MessageWording = {
  purposes: {
    reminder: {
      subject: `{% if stage == 'last_call' %}即将关闭：订单 {{ orderNumber }} 还剩 {{ timeLeft }}{% else %}订单 {{ orderNumber }} 待付款，还剩 {{ timeLeft }}{% endif %}`,
      heading: `{% if stage == 'last_call' %}您的订单即将关闭{% else %}您的订单还在等您付款{% endif %}`,
      body: `${HELLO}\n\n商品已为您保留，付款时间还剩 {{ timeLeft }}。\n\n${BENEFIT}\n\n${PERK}`,
      button: '立即支付 {{ amountDue }}',
      short: `${FROM}订单 {{ orderNumber }}（{{ itemsShort }}）待付 {{ amountDue }}，还剩 {{ timeLeft }}。{% if perk %}{{ perk }}。{% endif %}付款：{{ payUrl }}${STOP}`,
    },
    win_back: {
      subject: '还想要{{ itemsShort }}吗？',
      heading: '您看中的商品还有货',
      body: `${HELLO}\n\n您的订单 {{ orderNumber }} 已关闭。商品目前有货，欢迎再次选购。\n\n${PERK}`,
      button: '再次选购',
      short: `${FROM}您已关闭的订单 {{ orderNumber }} 中的{{ itemsShort }}现在有货。{% if perk %}{{ perk }}。{% endif %}{% if againUrl %} {{ againUrl }}{% endif %}${STOP}`,
    },
    deadline_notice: {
      subject: '订单 {{ orderNumber }}：请在 {{ deadlineShort }} 前付款',
      heading: '感谢您的订购',
      body: `${HELLO}\n\n商品已为您保留。请在 {{ timeLeft }}内付款，过时订单将自动关闭。`,
      button: '立即支付 {{ amountDue }}',
      short: `${FROM}订单 {{ orderNumber }} 请在 {{ deadlineShort }} 前支付 {{ amountDue }}，还剩 {{ timeLeft }}。付款：{{ payUrl }}${STOP}`,
    },
    paid: {
      subject: '订单 {{ orderNumber }} 已付款',
      heading: '付款成功，感谢您的订购',
      body: `${HELLO}\n\n我们已收到您的付款，无需其他操作。\n\n${PROMISE}`,
      short: `${FROM}订单 {{ orderNumber }} 已付款，谢谢。${PROMISE}${STOP}`,
    },
    closed: {
      subject: '订单 {{ orderNumber }} 已关闭',
      heading: '您的订单已关闭',
      body: `${HELLO}\n\n${WHY_CLOSED}\n\n{% if amountPaid %}您已支付 {{ amountPaid }}，尚未退回的部分正在原路退回。{% else %}没有产生任何扣款。{% endif %}`,
      short: `${FROM}订单 {{ orderNumber }} 已关闭。${WHY_CLOSED}${STOP}`,
    },
    refunded: {
      subject: '订单 {{ orderNumber }} 退款{% if refundedAmount %} {{ refundedAmount }}{% endif %}',
      heading: '款项正在退回',
      body: `${HELLO}\n\n${WHY_REFUNDED}\n\n{% if refundedAmount %}{{ refundedAmount }} 将原路退回。{% else %}款项将原路退回。{% endif %}视银行处理时间，一般需要几天到账。`,
      short: `${FROM}订单 {{ orderNumber }} 退款{% if refundedAmount %} {{ refundedAmount }}{% endif %}。${WHY_REFUNDED}${STOP}`,
    },
    credit_result: {
      subject: '订单 {{ orderNumber }} 的先享后付申请结果',
      heading: '您的先享后付申请',
      body: `${HELLO}\n\n${CREDIT}`,
      button: '查看订单',
      short: `${FROM}订单 {{ orderNumber }}：${CREDIT_SHORT}{% if payUrl %} {{ payUrl }}{% endif %}${STOP}`,
    },
    promise: {
      subject: '订单 {{ orderNumber }} 的送达时间',
      heading: '商品即将送达',
      body: `${HELLO}\n\n${PROMISE}`,
      short: `${FROM}订单 {{ orderNumber }}：${PROMISE}${STOP}`,
    },
    shipment: {
      subject: `{% case reason %}{% when 'delivered' %}订单 {{ orderNumber }} 已送达{% when 'returned' %}订单 {{ orderNumber }} 未能送达{% else %}订单 {{ orderNumber }} 的包裹动态{% endcase %}`,
      heading: '您的包裹',
      body: `${HELLO}\n\n${PARCEL}`,
      short: `${FROM}订单 {{ orderNumber }}：${PARCEL}${STOP}`,
    },
    problem: {
      subject: `{% if reason == 'payment_failed' %}订单 {{ orderNumber }} 付款没有成功{% else %}关于您的订单 {{ orderNumber }}{% endif %}`,
      heading: `{% if reason == 'payment_failed' %}付款没有成功{% else %}关于您的订单{% endif %}`,
      body: `${HELLO}\n\n${PROBLEM}\n\n${WHAT_HELPS}\n\n{% if payUrl and deadline %}商品仍为您保留，付款时间还剩 {{ timeLeft }}。{% endif %}`,
      button: '{% if amountDue %}立即支付 {{ amountDue }}{% else %}查看订单{% endif %}',
      short: `${FROM}订单 {{ orderNumber }}：${PROBLEM}{% if payUrl %} {{ payUrl }}{% endif %}${STOP}`,
    },
    instalment: {
      subject: `{% if reason == 'overdue' %}已逾期：{% endif %}订单 {{ orderNumber }} 的第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期{% if reason == 'declined' or reason == 'declined_hard' %}扣款没有成功{% endif %}`,
      heading: '您的分期：{{ instalmentAmount }}',
      body: `${HELLO}\n\n${INSTALMENT}`,
      button: '支付 {{ instalmentAmount }}',
      short: `${FROM}订单 {{ orderNumber }} ${INSTALMENT_SHORT}{% if payUrl %} {{ payUrl }}{% endif %}${STOP}`,
    },
    instalment_paid: {
      subject: '订单 {{ orderNumber }} 的第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期已付',
      heading: '感谢您，本期分期已付清',
      body: `${HELLO}\n\n{% if reason == 'debit' %}我们已从您的银行卡扣款 {{ instalmentAmount }}，用于第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期。{% else %}我们已收到您为第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期支付的 {{ instalmentAmount }}。{% endif %}`,
      short: `${FROM}订单 {{ orderNumber }} 第 {{ instalmentNumber }}/{{ instalmentCount }} 期分期 {{ instalmentAmount }} 已付，谢谢。${STOP}`,
    },
  },
  personas: {
    cute: {
      reminder: {
        subject: `{% if stage == 'last_call' %}{{ itemsShort }}只等您 {{ timeLeft }} 啦{% else %}{{ itemsShort }}在等您带它回家{% endif %}`,
        heading: '它在等您带回家',
      },
      win_back: { heading: '它还想跟您回家' },
    },
  },
  labels: {
    order: '订单',
    goods: '商品',
    discount: '优惠',
    shippingFee: '运费',
    total: '合计',
    amountPaid: '已付',
    refunded: '已退款',
    amountDue: '应付金额',
    payBefore: '付款截止',
    stop: '不再接收此类消息',
    colon: '：',
    ellipsis: '…',
    times: '×',
    moreItems: (count) => `及另外 ${count} 种商品`,
  },
};
