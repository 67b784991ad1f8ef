import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { inLocale, type Pair } from './pair.ts';
import { reasonTexts } from './reasons.ts';
import {
  channelNames,
  kindNames,
  methodNames,
  orderStatusNames,
  problemKindNames,
  standingNames,
} from './states.ts';

const others: Readonly<Record<string, Pair>> = {
  yes: ['yes', '是'],
  no: ['no', '否'],
  sms: ['SMS', '短信'],
  email: ['e-mail', '电子邮件'],
  push: ['push message', '推送'],
  in_app: ['in-app message', '站内信'],
  call: ['call', '电话'],
  first: ['first', '第一次'],
  second: ['second', '第二次'],
  third: ['third', '第三次'],
  last_call: ['last call', '最后提醒'],
  message: ['message', '消息'],
  new: ['new buyer', '新买家'],
  loyal: ['loyal buyer', '忠实买家'],
  buyer: ['buyer', '买家'],
  staff: ['staff', '员工'],
  none: ['none', '无'],
  delivery: ['delivery', '配送'],
  scarcity: ['scarcity', '紧缺'],
  trust: ['trust', '信任'],
  membership: ['membership', '会员'],
};

const known: Readonly<Record<string, Pair>> = {
  ...others,
  ...reasonTexts,
  ...problemKindNames,
  ...kindNames,
  ...channelNames,
  ...methodNames,
  ...standingNames,
  ...orderStatusNames,
};

/** What a code says that stands among facts; a code nobody has words for is shown as it is. */
export function codeText(code: string, locale: WordingLocale): string {
  const pair = Object.hasOwn(known, code) ? known[code] : undefined;
  return pair ? inLocale(pair, locale) : code;
}
