import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { WebhookDelivery } from '../rest-shapes.ts';
import type { Pair } from './pair.ts';

export interface WebhooksWords {
  readonly title: string;
  readonly lead: string;
  readonly empty: string;
  readonly columns: {
    readonly url: string;
    readonly events: string;
    readonly shop: string;
    readonly since: string;
  };
  readonly everyShop: string;
  readonly create: {
    readonly title: string;
    readonly url: string;
    readonly urlHint: string;
    readonly events: string;
    readonly eventsHint: string;
    readonly button: string;
    readonly made: string;
    readonly once: string;
  };
  readonly one: {
    readonly title: string;
    readonly all: string;
    readonly terms: string;
  };
  readonly remove: {
    readonly title: string;
    readonly button: string;
    readonly ask: string;
    readonly say: string;
  };
  readonly deliveries: {
    readonly title: string;
    readonly say: string;
    readonly empty: string;
    readonly event: string;
    readonly at: string;
    readonly state: string;
    readonly attempts: string;
    readonly next: string;
    readonly answer: string;
    readonly about: string;
    readonly again: string;
    readonly againAll: string;
    readonly askAll: string;
    readonly sayAll: string;
  };
}

export const webhooksWords: Record<WordingLocale, WebhooksWords> = {
  en: {
    title: 'Webhook endpoints',
    lead: 'Addresses of other systems (a CRM, a search index) that are told what happens, by signed webhooks.',
    empty: 'Nobody is told of anything.',
    columns: { url: 'Address', events: 'Events', shop: 'Shop', since: 'Since' },
    everyShop: 'every shop',
    create: {
      title: 'New endpoint',
      url: 'Address',
      urlHint: 'Beginning with https://',
      events: 'Events',
      eventsHint:
        'Such as order.paid, order.*, reminder.* or customer.standing_changed, with spaces between; * is all of them.',
      button: 'Make the endpoint',
      made: 'The endpoint is made. Its webhooks are signed with this secret; copy it now:',
      once: 'It is shown this once.',
    },
    one: { title: 'Webhook endpoint', all: 'All webhook endpoints', terms: 'What it is told' },
    remove: {
      title: 'Remove it',
      button: 'Remove the endpoint',
      ask: 'Remove this endpoint?',
      say: 'It is told nothing more, and what waits to be sent is not sent. A new one gets another secret.',
    },
    deliveries: {
      title: 'Deliveries',
      say: 'Newest first. What it has taken is kept for 7 days.',
      empty: 'Nothing to show.',
      event: 'Event',
      at: 'Happened',
      state: 'State',
      attempts: 'Attempts',
      next: 'Next attempt',
      answer: 'Last answer',
      about: 'About',
      again: 'Send again',
      againAll: 'Send all it has not taken',
      askAll: 'Send all that this endpoint has not taken?',
      sayAll:
        'What waits for its next attempt and what was given up is sent at once, in no order. Do it once the endpoint is mended.',
    },
  },
  'zh-CN': {
    title: '通知接口',
    lead: '其他系统（如 CRM、搜索索引）的地址，通过签名 Webhook 得知发生的事。',
    empty: '没有接口接收通知。',
    columns: { url: '地址', events: '事件', shop: '店铺', since: '创建时间' },
    everyShop: '所有店铺',
    create: {
      title: '新建接口',
      url: '地址',
      urlHint: '以 https:// 开头',
      events: '事件',
      eventsHint: '如 order.paid、order.*、reminder.* 或 customer.standing_changed，用空格分开；* 表示全部。',
      button: '创建接口',
      made: '接口已创建，通知用以下密钥签名，请立即复制：',
      once: '只显示这一次。',
    },
    one: { title: '通知接口', all: '所有通知接口', terms: '通知内容' },
    remove: {
      title: '移除',
      button: '移除接口',
      ask: '移除这个接口？',
      say: '它不再收到任何通知，待发送的也不再发送。新建的接口会有另一个密钥。',
    },
    deliveries: {
      title: '发送记录',
      say: '最新的在前。已接收的保留 7 天。',
      empty: '没有可显示的内容。',
      event: '事件',
      at: '发生时间',
      state: '状态',
      attempts: '尝试次数',
      next: '下次尝试',
      answer: '最近的回应',
      about: '关于',
      again: '重新发送',
      againAll: '发送所有未接收的',
      askAll: '发送这个接口所有未接收的通知？',
      sayAll: '等待下次尝试的和已放弃的会立即发送，不分先后。请在接口修复后进行。',
    },
  },
};

export const deliveryStateNames: Readonly<Record<WebhookDelivery['state'], Pair>> = {
  waiting: ['Waiting', '待发送'],
  delivered: ['Taken', '已接收'],
  failed: ['Given up', '已放弃'],
};

/** What came of an attempt where nothing was answered; an answer is its HTTP status. */
export const noAnswers: Readonly<Record<string, Pair>> = {
  'no answer within 10 s': ['no answer within 10 s', '10 秒内没有回应'],
  'could not be reached': ['could not be reached', '无法连接'],
};
