import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Instalments, Message } from '../rest-shapes.ts';
import { orderWordsEn } from './order-en.ts';
import { orderWordsZhCn } from './order-zh-cn.ts';

export interface OrderWords {
  readonly title: (id: string) => string;
  readonly lines: {
    readonly title: string;
    readonly goods: string;
    readonly quantity: string;
    readonly price: string;
    readonly sum: string;
  };
  readonly money: {
    readonly title: string;
    readonly goods: string;
    readonly others: string;
    readonly total: string;
    readonly paid: string;
    readonly financed: string;
    readonly refunded: string;
    readonly due: string;
    readonly method: string;
    readonly payment: string;
  };
  readonly times: {
    readonly title: string;
    readonly placed: string;
    readonly deadline: string;
    readonly release: string;
    readonly never: string;
    readonly nextReminder: string;
    readonly remindersSent: string;
    readonly ships: string;
    readonly arrives: string;
    readonly shipped: string;
    readonly delivered: string;
  };
  readonly about: {
    readonly title: string;
    readonly buyer: string;
    readonly shop: string;
    readonly hold: string;
    readonly policy: string;
    readonly policyText: (name: string, version: number, arm: string | undefined) => string;
    readonly kind: string;
    readonly channel: string;
    readonly closed: string;
    readonly mergedInto: string;
    readonly supersededBy: string;
    readonly duplicateOf: string;
    readonly carrier: string;
    readonly parcel: string;
    readonly engine: string;
  };
  readonly credit: {
    readonly title: string;
    readonly state: string;
    readonly product: string;
    readonly grade: string;
    readonly reasons: string;
    readonly expected: string;
    readonly offers: string;
  };
  readonly instalments: {
    readonly title: string;
    readonly number: string;
    readonly amount: string;
    readonly owed: string;
    readonly dueOn: string;
    readonly state: string;
    readonly empty: string;
    readonly states: Readonly<Record<Instalments['data'][number]['state'], string>>;
  };
  readonly messages: {
    readonly title: string;
    readonly purpose: string;
    readonly channel: string;
    readonly state: string;
    readonly at: string;
    readonly text: string;
    readonly empty: string;
    readonly purposes: Readonly<Record<Message['purpose'], string>>;
    readonly states: Readonly<Record<Message['state'], string>>;
  };
  readonly problems: { readonly title: string; readonly resolve: string };
  readonly journal: { readonly title: string; readonly facts: string; readonly empty: string };
}

export const orderWords: Record<WordingLocale, OrderWords> = { en: orderWordsEn, 'zh-CN': orderWordsZhCn };
