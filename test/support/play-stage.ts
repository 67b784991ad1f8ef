import type { Answer, OrderRequest } from '../../domain/order/requests.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import type { PaymentEventType } from '../../domain/payment/payment-event.ts';

export type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

/** What a provider tells of an order. */
export interface News {
  readonly eventId: string;
  readonly type: PaymentEventType;
  readonly orderId: string;
  readonly sessionId?: string;
  readonly amount: number;
  readonly currency: string;
}

/** What a bureau reports of an application of an order. */
export interface ReportNews {
  readonly eventId: string;
  readonly orderId: string;
  readonly applicationId: string;
  readonly score: number;
  readonly overdueInstalments: number;
}

/** What a play asks of an order; with an id of its own where something is stored under it before. */
export type PlayRequest = DistributiveOmit<OrderRequest, 'requestId'> & { readonly requestId?: string };

/** A session as its provider knows it; `paid` is what came through it. */
export interface StageSession {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly state: string;
  readonly paid: number;
}

/** Trouble with the machines a play runs on: a step has none, an engine has. */
export type Trouble =
  | { readonly what: 'provider'; readonly mode: 'none' | 'slow' | 'error_after_success' }
  | { readonly what: 'workers_away' | 'worker_killed' | 'engine_killed' };

/** Where a play is played: on steps with a clock of its own, or on the real engine and the real sandbox provider. */
export interface Stage {
  /** What it is at the order; where none is named, for an order that is placed now. */
  now(orderId?: string): string;
  /** A placed order's workflow begins. */
  begin(orderId: string): Promise<void>;
  /** The order's workflow is told that news waits. */
  apply(orderId: string): Promise<void>;
  /** Something is asked of the order; `times` attempts at once. */
  ask(orderId: string, request: PlayRequest, times?: number): Promise<Answer>;
  /** An order is placed instead of another, as the API does; answers its id, or undefined where it is refused. */
  supersede(orderId: string, request: PlacingRequest): Promise<string | undefined>;
  /** Orders become one, as the API does it; answers its id, or undefined where it is refused. */
  merge(orderIds: readonly string[]): Promise<string | undefined>;
  /** A buyer opens the payment page's session, as the API does, or is refused. */
  link(orderId: string, payer?: 'buyer' | 'friend'): Promise<void>;
  /** News is stored, and its order is not told. */
  store(news: News): Promise<void>;
  /** News comes, so often at once. */
  deliver(news: News, times: number): Promise<void>;
  /** A bureau's report comes, so often at once. */
  report(news: ReportNews, times: number): Promise<void>;
  /** Time passes for every order of the play; what becomes due is done at its time. */
  pass(ms: number): Promise<void>;
  /** Refunds that were asked for get their turn. */
  sendRefunds(): Promise<void>;
  /** All that was told is applied, and all that goes back has gone. */
  settle(): Promise<void>;
  /** Several steps of one order at once: attempts that woke up late beside the one that counts. */
  rush(orderId: string): Promise<void>;
  /** The provider's sessions of an order, oldest first. */
  sessionsOf(orderId: string): Promise<readonly StageSession[]>;
  /** A person pays, or tries to; false where the session can't be paid any more. Nobody is told. */
  pay(
    session: StageSession,
    outcome: 'succeeded' | 'failed' | 'processing',
    amount: number,
  ): Promise<boolean>;
  /** What the provider has given back for an order, at our word or by itself. */
  refundsOf(orderId: string): Promise<readonly { readonly reference: string; readonly amount: number }[]>;
  /** The provider gives money back by itself, and tells of it. */
  giveBack(session: StageSession, amount: number): Promise<void>;
  /** Whether the provider can be reached. */
  reachable: boolean;
  trouble(trouble: Trouble): Promise<void>;
  /** What the order still has to do by itself. */
  leftToDo(orderId: string): Promise<readonly unknown[]>;
}
