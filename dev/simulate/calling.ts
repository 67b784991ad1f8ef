import { randomUUID } from 'node:crypto';
import { claimCallTask } from '../../api/call-tasks.ts';
import type { Caller } from '../../api/auth.ts';
import type { CallOutcome } from '../../domain/call-tasks/call-task.ts';
import { later } from '../../domain/duration.ts';
import { Refusal } from '../../domain/refusal.ts';
import { whenAwake } from './buyers/awake.ts';
import { cancelReason } from './buyers/intent.ts';
import { act, isPayable } from './life.ts';
import type { Happening, Life, Stage } from './life.ts';
import { asks, comes } from './paying.ts';

const staff: Caller = { apiKeyId: 'staff', scopes: ['staff'], shop: undefined };

/** A person is to call about the order: staff do, within the hours in which people are awake. */
export async function isCalled(stage: Stage, life: Life): Promise<readonly Happening[]> {
  const { client } = stage.world.database;
  const where = { orderId: life.order.id, state: 'open' };
  const task = await client.callTask.findFirst({ where, orderBy: { createdAt: 'desc' } });
  if (!task) return [];
  const { calling, reminding } = stage.mind.model;
  const soon = later(stage.world.now(), life.draws.within(`call ${task.attempt} after`, calling.after));
  const at = whenAwake(soon, reminding.awake, stage.zone);
  return [act(life, at, () => calls(stage, life, task), true)];
}

async function calls(
  stage: Stage,
  life: Life,
  { id, attempt }: { readonly id: string; readonly attempt: number },
): Promise<readonly Happening[]> {
  const { world, mind } = stage;
  try {
    await claimCallTask(world, { caller: staff, id, by: undefined, now: world.now() });
  } catch (error) {
    if (error instanceof Refusal) return []; // it was withdrawn: paid or closed meanwhile
    throw error;
  }
  const outcome = outcomeOf(stage, life, attempt);
  const reason = outcome === 'not_wanted' ? { reason: cancelReason(mind.model, life.draws) } : {};
  const request = {
    kind: 'call_outcome',
    requestId: randomUUID(),
    taskId: id,
    outcome,
    key: staff.apiKeyId,
  } as const;
  const more = await asks(stage, life, { ...request, gift: false, ...reason });
  if (outcome !== 'will_pay' || !isPayable(life)) return more;
  const at = later(
    world.now(),
    life.draws.within(`call ${attempt} pays after`, mind.model.calling.paysAfter),
  );
  return [...more, comes(stage, life, { at, pays: true })];
}

function outcomeOf(
  { mind: { model } }: Stage,
  { order, draws, attempts }: Life,
  attempt: number,
): CallOutcome {
  const { calling } = model;
  const happens = (what: string, chance: number) => draws.happens(`call ${attempt} ${what}`, chance);
  if (!happens('answered', calling.answered)) return 'no_answer';
  const meansToPay = order.intent.paysAfter !== null && attempts === 0;
  if (meansToPay || happens('persuades', calling.persuades)) return 'will_pay';
  return happens('not wanted', calling.notWanted) ? 'not_wanted' : 'does_not_remember';
}
