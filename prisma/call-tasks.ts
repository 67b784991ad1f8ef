import { callOutcomes, callTaskStates } from '../domain/call-tasks/call-task.ts';
import type { CallOutcome, CallTask, WithdrawalReason } from '../domain/call-tasks/call-task.ts';
import { segments } from '../domain/reminders/segments.ts';
import type { Client } from './database.ts';
import type { CallTask as CallTaskRow } from './generated/client.ts';
import { instant, instantOrNull, oneOf } from './rows.ts';

/** A task as it is created. */
export type NewCallTask = Pick<
  CallTask,
  'id' | 'orderId' | 'customerId' | 'shop' | 'stage' | 'attempt' | 'segment' | 'createdAt'
>;

/** Who takes a task, and until when it is his. */
export interface Claim {
  readonly by: string;
  readonly key: string;
  readonly until: string;
}

/** What came of a call. */
export interface CallResult {
  readonly outcome: CallOutcome;
  readonly reason: string | null;
  readonly note: string | null;
  readonly gift: string | null;
  readonly at: string;
}

const unfinished = { in: ['open', 'claimed'] };

/** Call tasks, read and written through `client`; call-task-listing.ts lists them. */
export function callTasks(client: Client) {
  return {
    async find(id: string): Promise<CallTask | undefined> {
      const row = await client.callTask.findUnique({ where: { id } });
      return row ? callTaskOf(row) : undefined;
    },

    /** Whether somebody is still to call about the order. */
    async anyUnfinished(orderId: string): Promise<boolean> {
      return (await client.callTask.count({ where: { orderId, state: unfinished } })) > 0;
    },

    /** How many calls about the order nobody answered. */
    async unanswered(orderId: string): Promise<number> {
      return client.callTask.count({ where: { orderId, outcome: 'no_answer' } });
    },

    /** Whether the order's buyer was promised a gift already. */
    async anyGift(orderId: string): Promise<boolean> {
      return (await client.callTask.count({ where: { orderId, gift: { not: null } } })) > 0;
    },

    async add(task: NewCallTask): Promise<void> {
      await client.callTask.create({ data: { ...task, state: 'open' } });
    },

    /** Takes a task that is open, or whose claim has run out at `now`; false when somebody else has it or it is over. */
    async claim(id: string, { by, key, until }: Claim, now: string): Promise<boolean> {
      const { count } = await client.callTask.updateMany({
        where: { id, OR: [{ state: 'open' }, { state: 'claimed', claimExpiresAt: { lte: new Date(now) } }] },
        data: { state: 'claimed', claimedBy: by, claimedKey: key, claimExpiresAt: new Date(until) },
      });
      return count === 1;
    },

    /** Writes down what came of a call that is not over; false when it is. */
    async finish(id: string, { at, ...result }: CallResult): Promise<boolean> {
      const { count } = await client.callTask.updateMany({
        where: { id, state: unfinished },
        data: { ...result, state: 'done', doneAt: new Date(at) },
      });
      return count === 1;
    },

    /** Takes one task back; false when it is over. */
    async withdraw(id: string, reason: WithdrawalReason, at: string): Promise<boolean> {
      const { count } = await client.callTask.updateMany({
        where: { id, state: unfinished },
        data: { state: 'withdrawn', withdrawnAt: new Date(at), withdrawnReason: reason },
      });
      return count === 1;
    },

    /** Takes the order's unfinished tasks back; answers which. */
    async withdrawOfOrder(orderId: string, reason: WithdrawalReason, at: string): Promise<CallTask[]> {
      const rows = await client.callTask.updateManyAndReturn({
        where: { orderId, state: unfinished },
        data: { state: 'withdrawn', withdrawnAt: new Date(at), withdrawnReason: reason },
      });
      return rows.map(callTaskOf);
    },
  };
}

/** A call task's row in domain words. */
export function callTaskOf(row: CallTaskRow): CallTask {
  return {
    ...row,
    segment: oneOf(segments, row.segment),
    state: oneOf(callTaskStates, row.state),
    outcome: row.outcome === null ? null : oneOf(callOutcomes, row.outcome),
    createdAt: instant(row.createdAt),
    claimExpiresAt: instantOrNull(row.claimExpiresAt),
    doneAt: instantOrNull(row.doneAt),
    withdrawnAt: instantOrNull(row.withdrawnAt),
  };
}
