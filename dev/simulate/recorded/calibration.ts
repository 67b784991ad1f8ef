import { DAY, between } from '../../../domain/duration.ts';
import { writtenChannels } from '../../../domain/messages/message.ts';
import type { WrittenChannel } from '../../../domain/messages/message.ts';
import type { Segment } from '../../../domain/reminders/segments.ts';
import type { RecordedOrder } from '../../../prisma/recorded-orders.ts';
import { persuasionOf } from '../buyers/answer.ts';
import type { Persuasion } from '../buyers/answer.ts';
import { hourIn } from '../buyers/awake.ts';
import { stillPays, willingness } from '../buyers/intent.ts';
import type { BuyerModel } from '../buyers/model.ts';

export const asTheModelHasIt: Persuasion = { sms: 1, email: 1, push: 1, in_app: 1 };

/** How a channel's persuasion was calibrated; `factor` null: too few reminders, so the model's number counts. */
export interface Calibration {
  readonly channel: WrittenChannel;
  readonly reminders: number;
  readonly paidWithin24h: number;
  readonly factor: number | null;
}

interface Tried {
  readonly paid: boolean;
  /** How likely he pays within 24 h by himself, and how likely the reminder persuades him, by the model. */
  readonly byHimself: number;
  readonly persuaded: number;
}

/**
 * How much more or less than the model each channel persuades, by what was recorded: of every reminder, what was paid within 24 h beyond what the
 * model has people pay by themselves, over what the model has the reminder bring.
 */
export function calibrate(
  orders: readonly { readonly order: RecordedOrder; readonly segment: Segment }[],
  model: BuyerModel,
  zone: string,
): readonly Calibration[] {
  return writtenChannels.map((channel) => {
    const tried = orders.flatMap(({ order, segment }) => triesOf(order, { channel, segment, model, zone }));
    const paid = tried.filter((one) => one.paid).length;
    const counts = { channel, reminders: tried.length, paidWithin24h: paid };
    if (tried.length < model.recorded.leastReminders) return { ...counts, factor: null };
    const beyond = tried.reduce((sum, one) => sum + Number(one.paid) - one.byHimself, 0);
    const expected = tried.reduce((sum, one) => sum + (1 - one.byHimself) * one.persuaded, 0);
    return { ...counts, factor: expected === 0 ? null : Math.max(0, beyond / expected) };
  });
}

export function persuasionFrom(calibrations: readonly Calibration[]): Persuasion {
  const factors = calibrations.flatMap(({ channel, factor }) =>
    factor === null ? [] : [[channel, factor] as const],
  );
  return { ...asTheModelHasIt, ...Object.fromEntries(factors) };
}

interface Trying {
  readonly channel: WrittenChannel;
  readonly segment: Segment;
  readonly model: BuyerModel;
  readonly zone: string;
}

function triesOf(order: RecordedOrder, { channel, segment, model, zone }: Trying): readonly Tried[] {
  const willing = willingness(model, segment, hourIn(zone, order.placedAt));
  return order.reminders.flatMap(({ at, channels, emphasis }, index) => {
    if (!channels.includes(channel)) return [];
    const age = Math.max(0, between(order.placedAt, at));
    const byHimself = stillPays(model, willing, age, age + DAY);
    const buyer = { id: '', segment, channels: [], callable: false };
    const reminder = {
      number: index + 1,
      channel,
      emphasis: emphasis ?? 'none',
      hour: hourIn(zone, at),
    } as const;
    const persuades = persuasionOf({ model, persuasion: asTheModelHasIt }, { buyer }, reminder);
    const persuaded = model.reminding.noticed[channel] * persuades;
    const after = order.paidAt === null ? -1 : between(at, order.paidAt);
    return [{ paid: after >= 0 && after < DAY, byHimself, persuaded }];
  });
}
