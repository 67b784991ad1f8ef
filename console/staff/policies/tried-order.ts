import { orderChannels, orderKinds } from '../../../domain/order/order.ts';
import { segments } from '../../../domain/reminders/segments.ts';
import type { Field } from '../kit/field.ts';
import type { Reader } from '../reader.ts';
import { groupName } from '../reports/group-name.ts';
import { inLocale } from '../words/pair.ts';
import { policiesWords } from '../words/policies.ts';
import { channelNames, kindNames } from '../words/states.ts';

export const triedOrderNames = ['kind', 'placedAt', 'amount', 'segment', 'channel'] as const;

/** The order a policy is tried on, as it is typed: its time on the shop's clock, its amount as money. */
export type TriedOrder = Readonly<Record<(typeof triedOrderNames)[number], string>>;

/** The fields that ask it. */
export function triedOrderFields({ locale }: Pick<Reader, 'locale'>): readonly Field[] {
  const { kind, placedAt, amount, segment, channel } = policiesWords[locale].try;
  const kinds = orderKinds.map((value) => ({ value, text: inLocale(kindNames[value], locale) }));
  const channels = orderChannels.map((value) => ({ value, text: inLocale(channelNames[value], locale) }));
  const buyers = segments.map((value) => ({ value, text: groupName('segment', value, locale) }));
  return [
    { kind: 'choice', name: 'kind', label: kind, choices: kinds },
    { kind: 'local_time', name: 'placedAt', label: placedAt },
    { kind: 'amount', name: 'amount', label: amount },
    { kind: 'choice', name: 'segment', label: segment, choices: buyers },
    { kind: 'choice', name: 'channel', label: channel, choices: channels },
  ];
}
