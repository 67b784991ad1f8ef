import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Html } from '../../html.ts';
import { badge, type Tone } from '../kit/badge.ts';
import type { Order } from '../rest-shapes.ts';
import { inLocale } from '../words/pair.ts';
import { orderStatusNames } from '../words/states.ts';

const tones: Readonly<Record<Order['status'], Tone>> = {
  awaiting_payment: 'busy',
  payment_processing: 'busy',
  confirmed: 'good',
  paid: 'good',
  shipped: 'good',
  delivered: 'good',
  rejected: 'bad',
  cancelled: 'plain',
  expired: 'plain',
  merged: 'plain',
};

export function orderBadge(status: Order['status'], locale: WordingLocale): Html {
  return badge(inLocale(orderStatusNames[status], locale), tones[status]);
}
