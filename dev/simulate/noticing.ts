import { channels } from '../../domain/messages/consents.ts';
import { localDayOf } from '../../domain/calendar/local-time.ts';
import { later } from '../../domain/duration.ts';
import { emphases } from '../../domain/messages/message.ts';
import type { Emphasis } from '../../domain/messages/message.ts';
import { customers } from '../../prisma/customers.ts';
import { answerTo, stopsMessages } from './buyers/answer.ts';
import type { NoticedReminder } from './buyers/answer.ts';
import { hourIn, whenAwake } from './buyers/awake.ts';
import { cancelReason } from './buyers/intent.ts';
import { nothingInMind } from './buyers/simulated-order.ts';
import { A_MOMENT, act, isPayable } from './life.ts';
import type { Happening, Life, Stage } from './life.ts';
import { cancels, comes } from './paying.ts';
import { isPlaced } from './placing.ts';
import type { Arrived } from './world.ts';

/** A message that arrived is noticed, later, or never. Only reminders and win-backs change what somebody does. */
export function isNoticed(stage: Stage, life: Life, message: Arrived): readonly Happening[] {
  const [purpose, stageName = ''] = message.id.slice(life.order.id.length + 1).split('/');
  if (purpose !== 'reminder' && purpose !== 'win_back') return [];
  const { reminding } = stage.mind.model;
  const what = purpose === 'win_back' ? purpose : `reminder ${numberOf(life, stageName)}`;
  if (!life.draws.happens(`${what} noticed by ${message.channel}`, reminding.noticed[message.channel]))
    return [];
  const seen = later(
    stage.world.now(),
    life.draws.within(`${what} seen by ${message.channel}`, reminding.after),
  );
  const at = whenAwake(seen, reminding.awake, stage.zone);
  return purpose === 'win_back'
    ? [act(life, at, () => isWonBack(stage, life))]
    : [act(life, at, () => isReminded(stage, life, message, stageName))];
}

/** Reminders are numbered as they come: the same buyer answers his first one alike, whatever a policy calls it. */
function numberOf(life: Life, stageName: string): number {
  if (!life.stages.includes(stageName)) life.stages.push(stageName);
  return life.stages.indexOf(stageName) + 1;
}

async function isReminded(
  stage: Stage,
  life: Life,
  { id, channel }: Arrived,
  stageName: string,
): Promise<readonly Happening[]> {
  const { world, mind, zone } = stage;
  const number = numberOf(life, stageName);
  if (life.answered.has(number)) return [];
  life.answered.add(number);
  const now = world.now();
  const reminder: NoticedReminder = {
    number,
    channel,
    emphasis: await emphasisOf(stage, life.order.id, stageName),
    hour: hourIn(zone, now),
    again: noticedAgain(stage, life.order.buyer.id, localDayOf(now, zone)),
    meansToPay: life.order.intent.paysAfter !== null && life.attempts === 0,
  };
  if (stopsMessages(mind, reminder, life.draws)) await stops(stage, life, channel);
  if (!isPayable(life)) return [];
  const via = id.slice(life.order.id.length + 1);
  const at = later(now, A_MOMENT);
  const does = answerTo(mind, life.order, reminder, life.draws);
  if (does === 'nothing') return [];
  if (does === 'cancels')
    return [cancels(stage, life, { at, via, reason: cancelReason(mind.model, life.draws) })];
  return [comes(stage, life, { at, via, pays: does === 'pays' })];
}

async function emphasisOf({ world }: Stage, orderId: string, stageName: string): Promise<Emphasis> {
  const where = { orderId_stage: { orderId, stage: stageName } };
  const row = await world.database.client.reminder.findUnique({ where });
  return emphases.find((known) => known === row?.emphasis) ?? 'none';
}

/** Whether he noticed another one on that day; from now on he has. */
function noticedAgain({ noticedOn }: Stage, buyerId: string, day: string): boolean {
  const days = noticedOn.get(buyerId) ?? new Set();
  const again = days.has(day);
  noticedOn.set(buyerId, days.add(day));
  return again;
}

/** One click on the link in the message. */
async function stops({ world, tally }: Stage, { order }: Life, named: string): Promise<void> {
  const channel = channels.find((known) => known === named);
  if (!channel) return;
  await customers(world.database.client).withdrawConsent(order.buyer.id, channel);
  tally.stopped.set(channel, [...(tally.stopped.get(channel) ?? []), order.buyer.id]);
}

/** He orders the same again, and pays. */
async function isWonBack(stage: Stage, life: Life): Promise<readonly Happening[]> {
  const { ordersAgain } = stage.mind.model.winningBack;
  if (life.hasOrderedAgain || !life.draws.happens('orders again', ordersAgain)) return [];
  life.hasOrderedAgain = true;
  const { order } = life;
  const intent = { ...nothingInMind, paysAfter: A_MOMENT };
  const placedAt = later(stage.world.now(), A_MOMENT);
  return [isPlaced(stage, { ...order, id: `${order.id}${AGAIN}`, placedAt, intent })];
}

/** What the id of an order that was won back ends with. */
export const AGAIN = '-again';
