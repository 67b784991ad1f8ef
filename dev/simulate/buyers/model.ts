import { z } from 'zod';
import { Duration, Share, WallClock } from '../../../domain/policy/fields.ts';
import { emphases, writtenChannels } from '../../../domain/messages/message.ts';
import { orderKinds } from '../../../domain/order/order.ts';
import { failureKinds } from '../../../domain/payment/failure-help.ts';
import { segments } from '../../../domain/reminders/segments.ts';

// What simulated buyers are like. Every number has a name here and its value in model.json; `describe` says where the number comes
// from or what it stands for, and `--show-buyers` prints both. None of them is a measurement of your shop: `--buyers` changes any.

const Factor = z.number().min(0).max(100);
const Weight = z.number().min(0).max(1_000_000);
const weights = <Key extends string>(...keys: readonly Key[]) => z.record(z.enum(keys), Weight);
const ByHour = z.array(Factor).length(24, 'must have 24 numbers, from 00 to 23 o’clock');
const Stretch = z.strictObject({ from: Duration, to: Duration });
const Code = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be a code such as too_expensive');
const ByChannel = z.record(z.enum(writtenChannels), Share);
const BySegment = z.record(z.enum(segments), Share);

/** Methods a simulated buyer pays by: those a provider collects at once. */
export const simulatedMethods = ['card', 'alipay', 'wechat'] as const;

const Good = z.strictObject({
  sku: z.string().min(1).max(64),
  price: z.int().min(1),
  kind: z.enum(orderKinds),
  weight: Weight,
  stockPer100Orders: z.number().min(0),
  tags: z.array(z.string()),
});

const Orders = z.strictObject({
  byHour: ByHour.describe(
    'When orders come, weights by the shop’s hour: a lunch peak and a higher evening one, as shops’ own traffic shows it.',
  ),
  byWeekday: z
    .array(Weight)
    .length(7, 'must have 7 numbers, Monday first')
    .describe('When orders come, weights from Monday to Sunday: weekends sell a little more.'),
  perBuyer: z
    .number()
    .min(1)
    .describe('Orders one buyer places in the stretch, on average: most place one, some come back.'),
  goods: z
    .array(Good)
    .min(1)
    .describe(
      'What is sold: price in minor units, how often it is chosen, and pieces in stock for each 100 orders. The flash good and the lamp are scarce on purpose, so that holding stock has a price.',
    ),
  secondLine: Share.describe('Orders with a second kind of goods.'),
  secondPiece: Share.describe('Lines with two pieces instead of one.'),
  methods: weights(...simulatedMethods).describe('What buyers choose to pay by, weights.'),
  devices: weights('mobile', 'desktop').describe('Weights; the reports group by it.'),
  regions: weights('east', 'south', 'north', 'west').describe('Weights; the reports group by it.'),
});

const Buyers = z.strictObject({
  segments: weights(...segments).describe(
    'Who buys, weights: `second` has one earlier paid order, `loyal` two. They are placed and paid before the stretch.',
  ),
  reachable: ByChannel.describe(
    'Buyers with an address on the channel who allow messages on it. SMS and push need a consent of their own, so fewer.',
  ),
  callable: Share.describe('Buyers with a phone number who allow calls.'),
});

const Paying = z.strictObject({
  byThemselves: BySegment.describe(
    'Buyers who will pay although nobody reminds them, if the order lives long enough. Shops lose 10 to 30 % of orders between placed and paid (README); those who have paid before lose fewer.',
  ),
  byHour: ByHour.describe(
    'The share above times this, by the hour of the order: orders placed at night are thought over.',
  ),
  delays: z
    .array(z.strictObject({ share: Weight, ...Stretch.shape }))
    .min(1)
    .describe(
      'How long after the order they pay, by parts; within one, shorter is likelier (log-uniform). Most pay at once; the last part is later than the usual 24 h and is what a short validity loses.',
    ),
  looks: Share.describe('Of those who will not pay: look at the payment page once and leave it.'),
  changes: Share.describe('Of those who pay: change a quantity on the payment page first.'),
  asksForTime: Share.describe(
    'Of those who come to pay in the last hour: ask for more time, and come again when it is nearly over.',
  ),
});

const Failing = z.strictObject({
  share: z
    .record(z.enum(simulatedMethods), Share)
    .describe('Attempts that fail, by method: cards fail more than wallets.'),
  codes: weights(...failureKinds).describe('Why they fail, weights, in the words of product.md section 5.'),
  comesBack: z
    .record(z.enum(failureKinds), Share)
    .describe('Who tries again after such a failure: a network error nearly everybody, no funds few.'),
  after: Stretch.describe('How long until they try again.'),
});

const Cancelling = z.strictObject({
  share: Share.describe('Of those who will not pay by themselves: cancel instead of just going away.'),
  after: Stretch.describe('How long after the order they cancel.'),
  reasons: z.record(Code, Weight).describe('With which reason, weights: those the payment page offers.'),
});

const Reminding = z.strictObject({
  noticed: ByChannel.describe('Messages that are noticed, by channel, each by itself.'),
  after: Stretch.describe('How long until a message is noticed, by somebody who is awake.'),
  awake: z
    .strictObject({ from: WallClock, to: WallClock })
    .describe('What comes outside these hours of the shop is noticed after them.'),
  persuades: BySegment.describe(
    'Noticed reminders that make somebody pay who would not have: what reminding is worth. Set it from your own experiment.',
  ),
  emphasis: z.record(z.enum(emphases), Factor).describe('The same times this, by what the reminder argues.'),
  byHour: ByHour.describe(
    'The same times this, by the hour in which it is noticed: evenings and lunch have time to pay.',
  ),
  nextOne: Factor.describe(
    'The same times this for every further reminder of the order: who said no twice says no again.',
  ),
  hurries: Share.describe(
    'Of those who would have paid later by themselves: pay when they notice a reminder. Earlier, not more.',
  ),
  looks: Share.describe('Noticed reminders of others: open the link and pay nothing.'),
  annoys: Share.describe('Noticed reminders that make the buyer stop messages on the channel.'),
  annoysAgain: Factor.describe('The same times this for what comes on a day on which he noticed one before.'),
  cancels: Share.describe('Noticed reminders that make somebody cancel who would just have gone away.'),
});

const Calling = z.strictObject({
  after: Stretch.describe('How long until staff make a call, within the hours in which buyers are awake.'),
  answered: Share.describe('Calls that are answered.'),
  persuades: Share.describe(
    'Answered calls after which somebody pays who would not have; a person argues better than a message.',
  ),
  paysAfter: Stretch.describe('How long after the call.'),
  notWanted: Share.describe('Answered calls of others: the order is not wanted, with a reason as above.'),
});

const WinningBack = z.strictObject({
  ordersAgain: Share.describe(
    'Noticed win-back messages after which the same is ordered again, and paid soon.',
  ),
});

const Recorded = z.strictObject({
  leastOrders: z.int().min(1).describe('Fewer recorded orders than this say nothing: refused.'),
  leastReminders: z
    .int()
    .min(1)
    .describe(
      'From so many recorded reminders of a channel on, its persuasion is calibrated by what they brought.',
    ),
});

export const BuyerModel = z.strictObject({
  orders: Orders,
  buyers: Buyers,
  paying: Paying,
  failing: Failing,
  cancelling: Cancelling,
  reminding: Reminding,
  calling: Calling,
  winningBack: WinningBack,
  recorded: Recorded,
});

/** What simulated buyers are like: shares from 0 to 1, weights of any size, durations ISO 8601. */
export type BuyerModel = z.output<typeof BuyerModel>;
