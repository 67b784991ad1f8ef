import { describe, expect, test } from 'vitest';
import { Message } from '../../../api/schemas/message.ts';
import { Order } from '../../../api/schemas/order.ts';
import { coloursFor } from '../../../dev/demo/colours.ts';
import { timelineOf, writingFor } from '../../../dev/demo/timeline.ts';
import { wordsFor } from '../../../dev/demo/words.ts';

const writing = writingFor('Asia/Shanghai');
const plain = coloursFor({ isTTY: false }, {});
const money = (amount: number) => ({ amount, currency: 'CNY' });

const order = Order.parse({
  id: 'o1',
  shop: 'default',
  hold: 'released',
  workflowId: 'order-o1',
  status: 'expired',
  closedReason: 'deadline_passed',
  revision: 1,
  customerId: 'c1',
  lines: [],
  total: money(25_600),
  amountPaid: money(0),
  financed: money(0),
  amountRefunded: money(0),
  amountDue: money(25_600),
  kind: 'normal',
  channel: 'store',
  paymentMethod: 'card',
  placedAt: '2026-11-22T02:00:00.000Z',
  deadline: '2026-11-23T02:00:00.000Z',
  releaseAt: '2026-11-23T02:05:00.000Z',
  policy: { name: 'default', version: 1 },
  remindersSent: 0,
  offers: [],
  rewards: [],
  journal: [
    {
      at: '2026-11-22T02:00:00.000Z',
      kind: 'placed',
      actor: 'buyer',
      facts: { total: 25_600, currency: 'CNY', deadline: '2026-11-23T02:00:00.000Z' },
    },
    {
      at: '2026-11-23T02:05:00.000Z',
      kind: 'expired',
      actor: 'engine',
      reason: 'deadline_passed',
      facts: {},
    },
  ],
});

const mail = Message.parse({
  id: 'm1',
  purpose: 'reminder',
  channel: 'email',
  to: 'mei@example.com',
  locale: 'en',
  subject: 'Still yours',
  body: 'text',
  state: 'sent',
  at: '2026-11-22T06:30:00.000Z',
  sentAt: '2026-11-22T06:30:02.000Z',
});

describe('an order’s life', () => {
  test('is told in the shop’s time, its messages among its entries, and ends with what it is now', () => {
    expect(timelineOf({ order, messages: [mail] }, writing, plain).split('\n')).toEqual([
      '  Sun 22 Nov 10:00:00  buyer     ordered for CN¥256.00, to be paid by Mon 23 Nov 10:00:00',
      '  Sun 22 Nov 14:30:02  message   email to mei@example.com, sent: “Still yours”',
      '  Mon 23 Nov 10:05:00  engine    closed: it was not paid in time',
      '  → expired (deadline passed): paid CN¥0.00, due CN¥256.00, refunded CN¥0.00; workflow order-o1',
    ]);
  });

  test('keeps the journal’s own order where two clocks disagree', () => {
    const due = { amount: 100, currency: 'CNY' };
    const journal = [
      { at: '2026-11-22T02:00:02.000Z', kind: 'session_opened', actor: 'buyer', facts: due },
      { at: '2026-11-22T02:00:01.000Z', kind: 'payment_received', actor: 'provider', facts: due },
    ];
    const told = timelineOf({ order: Order.parse({ ...order, journal }), messages: [] }, writing, plain);
    expect(told.indexOf('payment page opened')).toBeLessThan(told.indexOf('money came'));
  });
});

describe('words', () => {
  test('are an entry’s name and reason where it has none of its own, or facts nobody expected', () => {
    expect(wordsFor({ kind: 'problem_reported', reason: 'cant_pay', facts: {} }, writing)).toBe(
      'problem reported (cant pay)',
    );
    expect(wordsFor({ kind: 'placed', facts: { total: 'much' } }, writing)).toBe('placed');
  });

  test('are coloured on a terminal only, and where nobody said no', () => {
    expect(coloursFor({ isTTY: true }, {}).good('yes')).toBe('\u001B[32myes\u001B[39m');
    expect(coloursFor({ isTTY: true }, { NO_COLOR: '1' }).good('yes')).toBe('yes');
    expect(coloursFor({ isTTY: false }, {}).good('yes')).toBe('yes');
  });
});
