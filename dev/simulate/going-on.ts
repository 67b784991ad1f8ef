import { latest } from '../../domain/duration.ts';
import type { Due } from '../../domain/order/agenda.ts';
import { isOpen } from '../../domain/order/status.ts';
import type { OrderState } from '../../domain/order/state.ts';
import { performDue } from '../../workflows/due-steps.ts';
import { afterClosing, sendRefund } from '../without-engine/companions.ts';
import { act } from './life.ts';
import type { Happening, Life, Stage } from './life.ts';

/** More than this at one instant is a loop that does not move. */
const MOST_AT_ONCE = 30;

/** The order's state after something happened to it, and what that leads to. */
export async function goesOn(
  stage: Stage,
  life: Life,
  state: OrderState = life.state,
): Promise<readonly Happening[]> {
  life.state = state;
  life.turn += 1;
  const { messages, refunds, closed } = stage.world.takeAsides(life.order.id);
  const now = stage.world.now();
  return [
    ...isDue(stage, life),
    ...messages.flatMap((message) => stage.reactions.toMessage(stage, life, message)),
    ...refunds.map((refundId) => act(life, now, () => sendsBack(stage, life, refundId))),
    ...(closed ? [act(life, now, () => isOverFor(stage, life))] : []),
  ];
}

/** A step of the order, done by somebody, and what it leads to. */
export async function applied(stage: Stage, life: Life): Promise<readonly Happening[]> {
  const { world } = stage;
  return goesOn(stage, life, await world.steps.applyPayments({ orderId: life.order.id, now: world.now() }));
}

/** The next thing due of an order, as its workflow would do it; none where its story is told. */
function isDue(stage: Stage, life: Life): readonly Happening[] {
  const due = life.state.agenda.find((entry) => isOfTheStory(life.state, entry));
  if (!due) return [];
  const { turn } = life;
  const at = latest(due.at, stage.world.now());
  const happen = async () => (turn === life.turn ? performs(stage, life, due) : []);
  return [act(life, at, happen, due.what === 'close')];
}

/** A simulation tells of orders until they are paid or closed: shipping, promises and parcels are not its business. */
function isOfTheStory({ status }: OrderState, { what }: Due): boolean {
  return isOpen(status) || what === 'deliver_messages' || what === 'close_sessions';
}

async function performs(stage: Stage, life: Life, due: Due): Promise<readonly Happening[]> {
  const { world } = stage;
  const at = world.now();
  life.repeated = { at, times: at === life.repeated.at ? life.repeated.times + 1 : 1 };
  if (life.repeated.times > MOST_AT_ONCE)
    throw new Error(`order ${life.order.id}: ${JSON.stringify(due)} is done again and again at ${at}`);
  const state = await performDue(world, life.state, due);
  const more = await goesOn(stage, life, state);
  return due.what === 'remind' ? [...more, ...(await stage.reactions.toReminding(stage, life))] : more;
}

async function sendsBack(stage: Stage, life: Life, refundId: string): Promise<readonly Happening[]> {
  await sendRefund(stage.world, refundId);
  return applied(stage, life);
}

/** What follows a closed order, beside it. */
async function isOverFor(stage: Stage, life: Life): Promise<readonly Happening[]> {
  const next = await afterClosing(stage.world, life.order.id);
  const { messages } = stage.world.takeAsides(life.order.id);
  return [
    ...messages.flatMap((message) => stage.reactions.toMessage(stage, life, message)),
    ...(next === null ? [] : [act(life, latest(next, stage.world.now()), () => isOverFor(stage, life))]),
  ];
}
