import { condition, setHandler } from '@temporalio/workflow';
import type { Answer, OrderRequest } from '../domain/order/requests.ts';
import { between } from '../domain/duration.ts';
import { now } from './clock.ts';
import {
  cancelSignal,
  changeLinesSignal,
  creditReportSignal,
  parcelUpdateSignal,
  paymentEventSignal,
  rowChangedSignal,
  updates,
} from './contract.ts';

/** What reaches an order: news of payments, of credit, of its parcel and of its row, and requests, which may want an answer. */
export type Message =
  | { readonly kind: 'payment_event' }
  | { readonly kind: 'row_changed' }
  | { readonly kind: 'credit_report' }
  | { readonly kind: 'parcel_update' }
  | { readonly kind: 'request'; readonly request: OrderRequest; readonly answer: (answer: Answer) => void };

export interface Inbox {
  /** The next message, or undefined once `until` has come; payments before requests. A message that is there goes before what is due. */
  next(wait: {
    readonly until?: string | undefined;
    readonly because?: string | undefined;
  }): Promise<Message | undefined>;
  /** Whether a message is there. */
  holds(): boolean;
  /** The next message that is there already. */
  take(): Message | undefined;
  /** Messages taken since the workflow started, for continue-as-new. */
  taken(): number;
}

/** More requests than this at a time are turned away before they enter the history (rules.md 9). */
const MOST_IN_FLIGHT = 10;

/**
 * Registers every handler and collects what comes. Call it before the first await: a message may be there in the first
 * task. Handlers only append; the order's loop alone answers and changes state (rules.md 5).
 */
export function openInbox(): Inbox {
  const messages: Message[] = [];
  let taken = 0;
  const note = (kind: 'payment_event' | 'credit_report' | 'parcel_update') => () => {
    if (!messages.some((message) => message.kind === kind)) messages.push({ kind });
  };
  setHandler(paymentEventSignal, note('payment_event'));
  setHandler(rowChangedSignal, () => void messages.push({ kind: 'row_changed' }));
  setHandler(creditReportSignal, note('credit_report'));
  setHandler(parcelUpdateSignal, note('parcel_update'));
  setHandler(cancelSignal, (request) => void messages.push({ kind: 'request', request, answer: () => {} }));
  setHandler(
    changeLinesSignal,
    (request) => void messages.push({ kind: 'request', request, answer: () => {} }),
  );
  takeRequests(messages);

  const take = (): Message | undefined => {
    const payment = messages.findIndex(({ kind }) => kind === 'payment_event');
    const [message] = messages.splice(Math.max(0, payment), 1);
    if (message) taken += 1;
    return message;
  };
  return {
    holds: () => messages.length > 0,
    take,
    taken: () => taken,
    async next({ until, because }) {
      await somethingToDo(() => messages.length > 0, until, because);
      return take();
    },
  };
}

/** Takes requests that want an answer, counting those that have none yet. Signals want none, so any number of them may wait. */
function takeRequests(messages: Message[]): void {
  let unanswered = 0;
  const append = async (request: OrderRequest): Promise<Answer> => {
    unanswered += 1;
    const answer = await new Promise<Answer>((resolve) =>
      messages.push({ kind: 'request', request, answer: resolve }),
    );
    unanswered -= 1;
    return answer;
  };
  const validator = () => {
    if (unanswered >= MOST_IN_FLIGHT) throw new Error('too many requests wait for this order');
  };
  for (const update of Object.values(updates))
    setHandler<Answer, [OrderRequest], typeof update>(update, append, { validator });
}

async function somethingToDo(
  hasMessage: () => boolean,
  until: string | undefined,
  because: string | undefined,
): Promise<void> {
  if (until === undefined) return condition(hasMessage);
  const wait = between(now(), until);
  if (wait <= 0) return; // condition(fn, 0) would be a timer of its own
  await condition(hasMessage, wait, { summary: because ?? 'what is due next' });
}
