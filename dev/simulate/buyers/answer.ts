import type { Emphasis, WrittenChannel } from '../../../domain/messages/message.ts';
import type { Draws } from './draws.ts';
import type { BuyerModel } from './model.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** What a reminder is to the buyer who notices it. */
export interface NoticedReminder {
  /** 1 for the first of the order that went out, whatever its stage is called. */
  readonly number: number;
  readonly channel: WrittenChannel;
  readonly emphasis: Emphasis;
  /** The shop's hour in which it is noticed, 0 to 23. */
  readonly hour: number;
  /** Whether he noticed another one on the same day. */
  readonly again: boolean;
  /** Whether he means to pay later by himself. */
  readonly meansToPay: boolean;
}

export type ReminderAnswer = 'pays' | 'cancels' | 'looks' | 'nothing';

/** How often each channel persuades, as a multiple of the model: what recorded reminders say, else 1. */
export type Persuasion = Readonly<Record<WrittenChannel, number>>;

export interface Mind {
  readonly model: BuyerModel;
  readonly persuasion: Persuasion;
}

/** What the buyer of `order` does when he notices a reminder. */
export function answerTo(
  mind: Mind,
  order: Pick<SimulatedOrder, 'buyer' | 'intent'>,
  reminder: NoticedReminder,
  draws: Draws,
): ReminderAnswer {
  const { reminding } = mind.model;
  const { number, meansToPay } = reminder;
  const named = (what: string) => `reminder ${number} ${what}`;
  if (meansToPay) return draws.happens(named('hurries'), reminding.hurries) ? 'pays' : 'nothing';
  if (order.intent.answersReminders) return 'pays';
  if (order.intent.cancels === null && draws.happens(named('cancels'), reminding.cancels)) return 'cancels';
  const ignores = number <= order.intent.ignoresReminders;
  if (!ignores && draws.happens(named('persuades'), persuasionOf(mind, order, reminder))) return 'pays';
  return draws.happens(named('looks'), reminding.looks) ? 'looks' : 'nothing';
}

/** How likely a noticed reminder makes somebody pay who would not have. */
export function persuasionOf(
  { model: { reminding }, persuasion }: Mind,
  { buyer }: Pick<SimulatedOrder, 'buyer'>,
  { number, channel, emphasis, hour }: Pick<NoticedReminder, 'number' | 'channel' | 'emphasis' | 'hour'>,
): number {
  const factors = [
    persuasion[channel],
    reminding.emphasis[emphasis],
    reminding.byHour[hour] ?? 1,
    reminding.nextOne ** (number - 1),
  ];
  return Math.min(
    1,
    factors.reduce((chance, factor) => chance * factor, reminding.persuades[buyer.segment]),
  );
}

/** Whether the reminder makes him stop messages on its channel. */
export function stopsMessages(
  { model: { reminding } }: Pick<Mind, 'model'>,
  { number, again }: Pick<NoticedReminder, 'number' | 'again'>,
  draws: Draws,
): boolean {
  const chance = reminding.annoys * (again ? reminding.annoysAgain : 1);
  return draws.happens(`reminder ${number} annoys`, Math.min(1, chance));
}
