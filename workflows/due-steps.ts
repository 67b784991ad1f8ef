import { afterDelivery } from '../domain/order/agenda.ts';
import type { Due } from '../domain/order/agenda.ts';
import { isOver } from '../domain/order/over.ts';
import type { OrderState } from '../domain/order/state.ts';
import type { Hands } from './hands.ts';

/** Does what is due by the step that is there for it: the one place that says which, and what is asked of the outside before. */
export function performDue(hands: Hands, state: OrderState, due: Due): Promise<OrderState> {
  const { steps } = hands;
  const input = { orderId: state.orderId, now: hands.now() };
  switch (due.what) {
    case 'remind':
      return remind(hands, state, due.stage);
    case 'deliver_messages':
      return deliver(hands, state);
    case 'ask_provider':
      return ask(hands, state);
    case 'alert_pending':
      return steps.alertPending(input);
    case 'close':
      return close(hands, state);
    case 'close_sessions':
      return closeSessions(hands, state);
    case 'end_pause':
      return steps.endPause(input);
    case 'end_supersede':
      return steps.lapseSupersede(input);
    case 'watch_promise':
      return steps.watchPromise(input);
    case 'end_watch':
      return steps.endWatch(input);
    case 'subscribe_parcel':
      return subscribeParcel(hands, state);
    case 'ask_bureau':
      return askBureau(hands, state);
    case 'score_credit':
      return steps.scoreCredit(input);
    case 'end_credit_wait':
      return steps.endCreditWait(input);
    case 'expire_offers':
      return steps.expireOffers(input);
    default:
      return due satisfies never;
  }
}

/** Reminds, moves or drops a stage. The provider is asked first where a session is open: "not paid" must be true. */
async function remind(
  { steps, calls, now, attempted }: Hands,
  { orderId }: OrderState,
  stage: string,
): Promise<OrderState> {
  const first = await steps.decideReminder({ orderId, stage, asked: false, now: now() });
  if (!first.ask) return first.state;
  await attempted(calls.askSessions({ orderId, now: now() }));
  return (await steps.decideReminder({ orderId, stage, asked: true, now: now() })).state;
}

async function deliver({ calls, now }: Hands, state: OrderState): Promise<OrderState> {
  const { waitingSince } = await calls.deliverMessages({ orderId: state.orderId, now: now() });
  const agenda = afterDelivery(state.agenda, waitingSince);
  return { ...state, agenda, over: isOver(state, agenda) };
}

/** Asks about a payment that is processing, and applies what the provider says. */
async function ask({ steps, calls, now }: Hands, { orderId }: OrderState): Promise<OrderState> {
  await calls.askSessions({ orderId, now: now() });
  return steps.applyPayments({ orderId, now: now() });
}

/** Asks the credit bureau; one that does not answer is asked again, and in the end a person decides (product.md section 7). */
async function askBureau(
  { steps, calls, now, attempted }: Hands,
  { orderId }: OrderState,
): Promise<OrderState> {
  const asked = await attempted(calls.askBureau({ orderId, now: now() }));
  return steps.bureauAsked({ orderId, taken: asked?.taken ?? false, now: now() });
}

/** Asks the carrier for its updates; one that does not answer is asked again, and in the end staff are told (product.md section 8). */
async function subscribeParcel(
  { steps, calls, now, attempted }: Hands,
  { orderId }: OrderState,
): Promise<OrderState> {
  const asked = await attempted(calls.subscribeParcel({ orderId, now: now() }));
  return steps.parcelSubscribed({ orderId, answer: asked?.answer ?? 'unknown', now: now() });
}

/** Time is up: stop new attempts, ask, close the sessions, release the stock, in that order (product.md section 5). */
async function close({ steps, calls, now }: Hands, { orderId }: OrderState): Promise<OrderState> {
  const first = await steps.closeOrder({ orderId, now: now() });
  if (!first.ask) return first.state;
  await calls.closeSessions({ orderId, now: now() });
  return (await steps.closeOrder({ orderId, now: now() })).state;
}

/** Nothing is to be paid any more: what is still open at the provider is closed, and money found there goes back. */
async function closeSessions({ steps, calls, now }: Hands, { orderId }: OrderState): Promise<OrderState> {
  await calls.closeSessions({ orderId, now: now() });
  return steps.applyPayments({ orderId, now: now() });
}
