import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { OwnTemplate } from '../../../domain/messages/own-template.ts';
import type { Pair } from './pair.ts';

export interface TemplatesWords {
  readonly title: string;
  readonly say: string;
  readonly shop: string;
  readonly purpose: string;
  readonly every: string;
  readonly builtIn: string;
  readonly own: (version: number) => string;
  readonly ofGoods: {
    readonly title: string;
    readonly say: string;
    readonly empty: string;
    readonly name: string;
    readonly tag: string;
    readonly language: string;
    readonly open: string;
  };
  readonly one: {
    readonly all: string;
    readonly ofShop: (shop: string) => string;
    readonly asBuiltIn: string;
    readonly variables: string;
    readonly variablesSay: string;
    readonly sample: string;
    readonly stage: string;
    readonly emphasis: string;
    readonly preview: string;
    readonly save: string;
    readonly empty: string;
  };
  readonly reads: {
    readonly now: string;
    readonly draft: string;
    readonly say: string;
    readonly sms: (units: number, parts: number, encoding: string) => string;
  };
  readonly ask: { readonly title: string; readonly say: string; readonly button: string };
  readonly reset: {
    readonly title: string;
    readonly button: string;
    readonly ask: string;
    readonly say: string;
  };
}

export const templatesWords: Record<WordingLocale, TemplatesWords> = {
  en: {
    title: 'Message templates',
    say: 'What buyers are told, in the shop’s own words. Where it has none, the built-in words stand.',
    shop: 'Shop',
    purpose: 'Message',
    every: 'Every language',
    builtIn: 'built in',
    own: (version) => `own, version ${version}`,
    ofGoods: {
      title: 'For goods with a tag',
      say: 'Goods with a tag such as “cute” can have words of their own, in one language.',
      empty: 'There are none.',
      name: 'Message',
      tag: 'Tag',
      language: 'Language',
      open: 'Open',
    },
    one: {
      all: 'All templates',
      ofShop: (shop) => `Shop ${shop}`,
      asBuiltIn: 'As built in',
      variables: 'What can be named',
      variablesSay: 'Written like {{ orderNumber }}; what an order does not have is left empty.',
      sample: 'To read it as',
      stage: 'Stage',
      emphasis: 'It argues',
      preview: 'Show how it reads',
      save: 'Show what changes',
      empty: 'Empty: as built in.',
    },
    reads: {
      now: 'How it reads now',
      draft: 'How it would read. Nothing is saved yet.',
      say: 'On an order that is always the same.',
      sms: (units, parts, encoding) => `${units} characters, ${parts} part(s), ${encoding}`,
    },
    ask: {
      title: 'Save these words?',
      say: 'Messages are worded with them from now on. Those that wait to be sent keep theirs.',
      button: 'Yes, save them',
    },
    reset: {
      title: 'Back to the built-in words',
      button: 'Take the shop’s words away',
      ask: 'Go back to the built-in words?',
      say: 'Messages are worded as built in from now on. The shop’s words stay in the earlier versions.',
    },
  },
  'zh-CN': {
    title: '消息模板',
    say: '用店铺自己的文字通知买家。没有自己的文字时，使用内置文字。',
    shop: '店铺',
    purpose: '消息',
    every: '所有语言',
    builtIn: '内置',
    own: (version) => `自有，第 ${version} 版`,
    ofGoods: {
      title: '带标签的商品',
      say: '带有标签（如“cute”）的商品可以在一种语言下使用自己的文字。',
      empty: '没有。',
      name: '消息',
      tag: '标签',
      language: '语言',
      open: '打开',
    },
    one: {
      all: '所有模板',
      ofShop: (shop) => `店铺 ${shop}`,
      asBuiltIn: '内置文字',
      variables: '可以引用的内容',
      variablesSay: '写作 {{ orderNumber }}；订单没有的内容留空。',
      sample: '预览条件',
      stage: '阶段',
      emphasis: '强调',
      preview: '预览',
      save: '显示改动',
      empty: '留空：使用内置文字。',
    },
    reads: {
      now: '现在的样子',
      draft: '将会是这样。尚未保存。',
      say: '以一个固定的示例订单显示。',
      sms: (units, parts, encoding) => `${units} 个字符，${parts} 条，${encoding}`,
    },
    ask: {
      title: '保存这些文字？',
      say: '之后的消息使用这些文字；待发送的保留原来的文字。',
      button: '是，保存',
    },
    reset: {
      title: '恢复内置文字',
      button: '去掉店铺的文字',
      ask: '恢复为内置文字？',
      say: '之后的消息使用内置文字；店铺的文字保留在以前的版本中。',
    },
  },
};

export const partNames: Readonly<Record<keyof OwnTemplate, Pair>> = {
  subject: ['Subject', '标题'],
  heading: ['Heading', '抬头'],
  body: ['Text', '正文'],
  button: ['Button', '按钮'],
  short: ['In one line (SMS, push)', '一行文字（短信、推送）'],
};

export const languageNames: Readonly<Record<WordingLocale, Pair>> = {
  'zh-CN': ['Chinese', '中文'],
  en: ['English', '英文'],
};
