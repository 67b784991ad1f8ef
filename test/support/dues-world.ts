import { randomUUID } from 'node:crypto';
import { between, latest, later } from '../../domain/duration.ts';
import type { Task } from '../../domain/credit/dues-agenda.ts';
import type { DuesState } from '../../domain/credit/dues-state.ts';
import { autoDebits } from '../../prisma/auto-debits.ts';
import { instalments } from '../../prisma/instalments.ts';
import type { OrderWorld } from './order-world.ts';
import type { TestShop } from './shop.ts';

/** What happens about the instalments of one order in a world without an engine. */
export interface DuesWorld {
  /** What its workflow does until `ms` have passed, at the times at which it is due; the world's clock goes along. */
  pass(ms: number): Promise<DuesState>;
  /** The same up to an instant. */
  passTo(instant: string, more?: number): Promise<DuesState>;
  state(): Promise<DuesState>;
  bind(token: string): Promise<void>;
  /** Its buyer pays an instalment by link; the provider tells us. Answers the session. */
  payByLink(number: number, more?: { readonly amount?: number; readonly apply?: boolean }): Promise<string>;
}

const MOST_AT_ONCE = 30;

/** Plays `instalments-<orderId>` as workflows/instalments.ts does. */
export function duesWorld(shop: TestShop, world: OrderWorld, orderId: string): DuesWorld {
  const { steps, calls } = world;
  const input = () => ({ orderId, now: world.now() });

  async function send(debitId: string): Promise<DuesState> {
    const answer = await calls.sendDebit({ debitId });
    return steps.takeDebit({ ...input(), debitId, answer });
  }

  async function perform(task: Task): Promise<DuesState> {
    switch (task.what) {
      case 'deliver_messages':
        await calls.deliverMessages(input());
        return steps.readDues(input());
      case 'fall_due':
        return steps.fallDue({ ...input(), number: task.number });
      case 'debit': {
        await calls.closeInstalmentSessions({ ...input(), number: task.number });
        const begun = await steps.beginDebit({ ...input(), number: task.number });
        return begun.debitId === null ? begun.state : send(begun.debitId);
      }
      case 'ask_debit':
        return send(task.debitId);
      case 'overdue':
        await calls.askInstalmentSessions({ ...input(), number: task.number });
        return steps.fallOverdue({ ...input(), number: task.number });
      case 'remind':
        await calls.askInstalmentSessions({ ...input(), number: task.number });
        return steps.remindOfInstalment({ ...input(), number: task.number, stage: task.stage });
      case 'close_sessions':
        await calls.closeInstalmentSessions({ ...input(), number: task.number });
        return steps.readDues(input());
      default:
        return task satisfies never;
    }
  }

  async function pass(ms: number): Promise<DuesState> {
    const until = later(world.now(), ms);
    let state = await steps.openDues(input());
    for (let done = 0; ; done += 1) {
      const [task] = state.agenda;
      if (!task || task.at > until) break;
      done = task.at > world.now() ? 0 : done;
      if (done > MOST_AT_ONCE) throw new Error(`${JSON.stringify(task)} is done again and again`);
      world.sleep(Math.max(0, between(world.now(), latest(task.at, world.now()))));
      state = await perform(task);
    }
    world.sleep(Math.max(0, between(world.now(), until)));
    return state;
  }

  return {
    pass,
    passTo: (instant, more = 0) => pass(Math.max(0, between(world.now(), instant)) + more),
    state: () => steps.readDues(input()),
    async bind(token) {
      const requestId = randomUUID();
      const kept = { orderId, requestId, sealedToken: token, provider: 'sandbox', at: world.now() };
      await autoDebits(shop.database.client).keep(kept);
      await steps.bindAutoDebit({
        ...input(),
        kind: 'bind_auto_debit',
        requestId,
        asked: false,
        by: 'buyer',
      });
    },
    async payByLink(number, { amount, apply = true } = {}) {
      const sessionId = await world.link(orderId, 'buyer', number);
      const instalment = await instalments(shop.database.client).find(orderId, number);
      if (!sessionId || !instalment) throw new Error(`instalment ${number} of ${orderId} can't be paid`);
      const paid = amount ?? instalment.amount - instalment.paid - instalment.voided;
      world.provider.pay(sessionId, 'succeeded', paid, world.now());
      const { currency } = await shop.order(orderId);
      const type = 'payment.succeeded';
      await world.store({ eventId: randomUUID(), type, orderId, sessionId, amount: paid, currency });
      if (apply) await world.apply(orderId);
      return sessionId;
    },
  };
}
