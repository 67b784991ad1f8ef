import { ApplicationFailure } from '@temporalio/common';
import type { Calls, Steps } from '../../activities/index.ts';
import { afterDelivery } from '../../domain/order/agenda.ts';
import type { Due } from '../../domain/order/agenda.ts';
import { isOver } from '../../domain/order/over.ts';
import type { OrderRequest } from '../../domain/order/requests.ts';
import type { OrderState } from '../../domain/order/state.ts';
import { stepFor } from '../../workflows/request-steps.ts';

/** What plays an order's workflow by hand: the real steps and calls, and a clock that somebody else moves. */
export interface Player {
  readonly steps: Steps;
  readonly calls: Calls;
  readonly now: () => string;
}

/** As workflows/performing.ts, where every call succeeds. */
export async function perform(
  { steps, calls, now }: Player,
  state: OrderState,
  due: Due,
): Promise<OrderState> {
  const input = { orderId: state.orderId, now: now() };
  switch (due.what) {
    case 'remind':
      return remind({ steps, calls }, input, due.stage);
    case 'deliver_messages':
      return deliver({ steps, calls }, input, state);
    case 'ask_provider':
    case 'close_sessions':
      await (due.what === 'ask_provider' ? calls.askSessions(input) : calls.closeSessions(input));
      return steps.applyPayments(input);
    case 'alert_pending':
      return steps.alertPending(input);
    case 'close':
      return close({ steps, calls }, input);
    case 'end_pause':
      return steps.endPause(input);
    case 'end_supersede':
      return steps.lapseSupersede(input);
    case 'watch_promise':
      return steps.watchPromise(input);
    case 'end_watch':
      return steps.endWatch(input);
    case 'subscribe_parcel':
      return steps.parcelSubscribed({ ...input, ...(await calls.subscribeParcel(input)) });
    case 'ask_bureau':
    case 'score_credit':
    case 'end_credit_wait':
    case 'expire_offers':
      return performCredit({ steps, calls }, input, due.what);
    default:
      return due satisfies never;
  }
}

type CreditDue = 'ask_bureau' | 'score_credit' | 'end_credit_wait' | 'expire_offers';

async function performCredit({ steps, calls }: Hands, input: At, what: CreditDue): Promise<OrderState> {
  switch (what) {
    case 'ask_bureau':
      return steps.bureauAsked({ ...input, taken: (await calls.askBureau(input)).taken });
    case 'score_credit':
      return steps.scoreCredit(input);
    case 'end_credit_wait':
      return steps.endCreditWait(input);
    case 'expire_offers':
      return steps.expireOffers(input);
    default:
      return what satisfies never;
  }
}

type Hands = Pick<Player, 'steps' | 'calls'>;
type At = { readonly orderId: string; readonly now: string };

async function remind({ steps, calls }: Hands, input: At, stage: string): Promise<OrderState> {
  const first = await steps.decideReminder({ ...input, stage, asked: false });
  if (!first.ask) return first.state;
  await calls.askSessions(input);
  return (await steps.decideReminder({ ...input, stage, asked: true })).state;
}

async function deliver({ calls }: Hands, input: At, state: OrderState): Promise<OrderState> {
  const { waitingSince } = await calls.deliverMessages(input);
  const agenda = afterDelivery(state.agenda, waitingSince);
  return { ...state, agenda, over: isOver(state, agenda) };
}

async function close({ steps, calls }: Hands, input: At): Promise<OrderState> {
  const first = await steps.closeOrder(input);
  if (!first.ask) return first.state;
  await calls.closeSessions(input);
  return (await steps.closeOrder(input)).state;
}

/** As workflows/answering.ts; `times` attempts at once. */
export async function carryOut(player: Player, orderId: string, request: OrderRequest, times = 1) {
  const attempt = (asked: boolean) =>
    Promise.all(
      Array.from({ length: times }, () =>
        stepFor(player.steps, request, { orderId, asked, now: player.now() }),
      ),
    );
  const first = (await attempt(false)).at(-1);
  if (first && !first.ask) return first;
  await player.calls.closeSessions({ orderId, now: player.now() });
  const second = (await attempt(true)).at(-1);
  if (!second || second.ask) throw new Error(`${request.kind} asked for the provider twice`);
  return second;
}

/** As workflows/refund.ts, once the provider has answered. */
export async function sendRefund({ steps, calls, now }: Player, refundId: string): Promise<void> {
  try {
    await calls.sendRefund({ refundId, now: now() });
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    await steps.refundFailed({ refundId, now: now(), why: error.message });
  }
}

/** One turn of workflows/after-closing.ts: the buyer is told, and won back where it is time. Answers when to look again; null: never. */
export async function afterClosing({ steps, calls, now }: Player, orderId: string): Promise<string | null> {
  await calls.deliverMessages({ orderId, now: now() });
  const { next, sent } = await steps.decideWinBack({ orderId, now: now() });
  if (sent) await calls.deliverMessages({ orderId, now: now() });
  return next;
}
