import type { Channel } from '../domain/messages/consents.ts';
import type { PaymentMethod } from '../domain/order/order.ts';
import type { ParcelState } from '../domain/parcel/parcel.ts';
import type { PaymentEventType } from '../domain/payment/payment-event.ts';

/** What Holdfast asks a payment provider to collect: one amount for one revision of one order. */
export interface OpenSession {
  /** Our row's id: the provider's idempotency key. The same key answers the same session. */
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly revision: number;
  readonly amount: number;
  readonly currency: string;
  readonly method: PaymentMethod;
  /** Never later than the deadline told to the buyer. Providers that can't expire then are closed by our timer. */
  readonly expiresAt: string;
  /** Where the provider sends the buyer afterwards. */
  readonly returnUrl: string;
}

export interface ProviderSession {
  readonly sessionId: string;
  /** Where the buyer pays. */
  readonly url: string;
  /** What a QR code for the buyer's wallet says, where the provider has such a thing. */
  readonly qrCode?: string;
  readonly expiresAt: string;
}

/** What a provider says of a session when asked. `unknown`: it could not be reached or does not say; it never closes an order. */
export type SessionAnswer =
  | { readonly state: 'open' | 'closed' | 'processing' }
  | { readonly state: 'failed'; readonly failureCode?: string }
  | { readonly state: 'succeeded'; readonly amount: number; readonly currency: string; readonly at: string }
  | { readonly state: 'unknown'; readonly why: string };

/** `paid`: it was paid or is being paid, so it can't be closed: ask again. */
export type CloseAnswer =
  { readonly state: 'closed' | 'paid' | 'processing' } | { readonly state: 'unknown'; readonly why: string };

export interface RefundRequest {
  /** `<paymentId>/<reason>` (rules.md 11): the same key refunds once. */
  readonly key: string;
  readonly orderId: string;
  /** The session that was paid, or the event's id where there was no session. */
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
}

/** `by_hand`: the provider sends nothing back, a person has to. */
export type RefundAnswer =
  | { readonly state: 'refunded'; readonly refundId: string; readonly at: string }
  | { readonly state: 'refused' | 'by_hand' | 'unknown'; readonly why: string };

/** Money to be taken from a card that was bound before, without its holder being there. */
export interface DebitRequest {
  /** Our row's id: the same key takes money once, however often and however much later it is asked. */
  readonly key: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  /** What the shop was given for the card. */
  readonly token: string;
  /** When it was asked for first, on the machine's clock: the provider need not look for it before. */
  readonly since: string;
}

/** `reference`: the provider's own id of what it took. `hard`: it says that no other try would help. `unknown`: ask again under the same key. */
export type DebitAnswer =
  | { readonly state: 'succeeded'; readonly reference: string; readonly at: string }
  | { readonly state: 'declined'; readonly code: string; readonly hard: boolean }
  | { readonly state: 'unknown'; readonly why: string };

/** What a provider told us, parsed and verified. */
export interface PaymentEvent {
  readonly id: string;
  readonly type: PaymentEventType;
  readonly at: string;
  readonly orderId: string;
  readonly sessionId?: string;
  /** Our own key of the session, where the provider tells of its payment by that and not by its session. */
  readonly sessionKey?: string;
  readonly amount: number;
  readonly currency: string;
  readonly method?: string;
  readonly failureCode?: string;
  /** Our refund key, where a `payment.refunded` echoes one; of a `payment.refund_failed` the provider's id of the refund where it knows no key. */
  readonly refundKey?: string;
}

/** `events`: genuine, and tells of several things, or of nothing that we keep. */
export type WebhookVerdict =
  | { readonly verdict: 'event'; readonly event: PaymentEvent }
  | { readonly verdict: 'events'; readonly events: readonly PaymentEvent[] }
  | { readonly verdict: 'bad_signature' }
  | { readonly verdict: 'unreadable'; readonly why: string };

/**
 * A payment provider. Every call is idempotent by its key, has its own timeout (under 10 s, rules.md 5) and answers
 * `unknown` instead of throwing when the provider can't be reached; `openSession` throws `ProviderUnavailable`, since
 * without a session there is nothing to give the buyer.
 */
export interface PaymentProvider {
  readonly name: string;
  /** What it can collect by; everything that is paid in advance if left out. */
  readonly methods?: readonly PaymentMethod[];
  /** False: there is nobody to ask about sessions; what it answers about them is only what we believe. */
  readonly keepsSessions?: false;
  openSession(request: OpenSession): Promise<ProviderSession>;
  askSession(session: { readonly sessionId: string; readonly orderId: string }): Promise<SessionAnswer>;
  /** The session opened under `idempotencyKey`, if the provider has it: for rows left `opening` by a crash. */
  findSession(request: {
    readonly idempotencyKey: string;
    readonly orderId: string;
  }): Promise<ProviderSession | 'none' | 'unknown'>;
  closeSession(session: { readonly sessionId: string; readonly orderId: string }): Promise<CloseAnswer>;
  refund(request: RefundRequest): Promise<RefundAnswer>;
  /** Takes money from a bound card; left out where the provider has no such thing. What it took is refunded by its `reference`. */
  debit?(request: DebitRequest): Promise<DebitAnswer>;
  /**
   * `body` is the text as it came: signatures are made over it. May throw `ProviderUnavailable` where the provider has to be
   * asked what it meant: it is answered 503, and the provider sends it again.
   */
  verifyWebhook(
    headers: Readonly<Record<string, string | undefined>>,
    body: string,
    now: Date,
  ): WebhookVerdict | Promise<WebhookVerdict>;
}

/** The provider did not answer, or answered with a server error. Nothing is known about what it did. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
}

/** Whom a bureau is asked about, and for what. `applicationId` is the key: asked again under it, it is one request. */
export interface ReportRequest {
  readonly applicationId: string;
  readonly product: string;
  readonly term: number;
  readonly amount: number;
  readonly currency: string;
  readonly person: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly email: string | null;
  };
}

/** What a bureau says of an applicant: a score of 0 to 1000. */
export interface BureauReport {
  readonly id: string;
  readonly at: string;
  readonly applicationId: string;
  readonly score: number;
  readonly overdueInstalments: number;
}

/** `requested`: its report comes by webhook, hours later perhaps. `unknown`: it could not be reached. */
export type ReportAnswer =
  | { readonly state: 'requested' }
  | { readonly state: 'reported'; readonly report: BureauReport }
  | { readonly state: 'unknown'; readonly why: string };

export type ReportVerdict =
  | { readonly verdict: 'report'; readonly report: BureauReport }
  | { readonly verdict: 'bad_signature' }
  | { readonly verdict: 'unreadable'; readonly why: string };

/** A credit bureau. `requestReport` has its own timeout (under 10 s, rules.md 5) and answers `unknown` instead of throwing. */
export interface CreditBureau {
  readonly name: string;
  requestReport(request: ReportRequest): Promise<ReportAnswer>;
  verifyWebhook(
    headers: Readonly<Record<string, string | undefined>>,
    body: string,
    now: Date,
  ): ReportVerdict;
}

/** The parcel a carrier is to tell us of. */
export interface ParcelSubscription {
  /** `<orderId>/follow_parcel/<n>`: the same key subscribes once. */
  readonly key: string;
  readonly orderId: string;
  /** Who carries it, as the shop calls him; null where it did not say. */
  readonly carrier: string | null;
  readonly trackingNumber: string;
}

/** `refused`: it has no such parcel, or does not carry for us: asking again says the same. `unknown`: it could not be reached. */
export type SubscriptionAnswer =
  { readonly state: 'subscribed' } | { readonly state: 'refused' | 'unknown'; readonly why: string };

/** What a carrier told of a parcel, parsed and verified. Nothing in it names a person or a place. */
export interface ParcelNews {
  readonly id: string;
  readonly at: string;
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly state: ParcelState;
  /** The day it is expected, where it goes: `YYYY-MM-DD`. */
  readonly expectedOn?: string;
}

export type ParcelVerdict =
  | { readonly verdict: 'news'; readonly news: ParcelNews }
  | { readonly verdict: 'bad_signature' }
  | { readonly verdict: 'unreadable'; readonly why: string };

/** Who tells where parcels are. `subscribe` has its own timeout (under 10 s, rules.md 5) and answers `unknown` instead of throwing. */
export interface LogisticsProvider {
  readonly name: string;
  subscribe(parcel: ParcelSubscription): Promise<SubscriptionAnswer>;
  verifyWebhook(
    headers: Readonly<Record<string, string | undefined>>,
    body: string,
    now: Date,
  ): ParcelVerdict;
}

/** One message to one address, rendered. `id` is the channel's idempotency key (and the e-mail's Message-ID). */
export interface OutgoingMessage {
  readonly id: string;
  readonly to: string;
  readonly locale: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly unsubscribeUrl?: string;
  /** What a tap on the message opens, where it has one link. */
  readonly url?: string;
}

/**
 * `failed` is final; `why` begins with a word of domain/messages/failures.ts where that says more than "refused". Trouble
 * that may pass is thrown and tried again.
 */
export type DeliveryAnswer =
  | { readonly state: 'sent'; readonly reference?: string }
  | { readonly state: 'failed'; readonly why: string };

export interface MessageChannel {
  readonly channel: Channel;
  /** Handing an id over twice delivers it once: what a sender that died may have handed over is handed over again. */
  readonly honoursKey?: boolean;
  /** Takes messages for buyers who gave no address: the local inbox of dev mode. */
  readonly forEverybody?: boolean;
  /** How many it may be handed a second, by all workers together; no limit if left out. */
  readonly perSecond?: number;
  deliver(message: OutgoingMessage): Promise<DeliveryAnswer>;
}

/** What a provider told us later about a message it had taken, verified. */
export interface DeliveryReceipt {
  /** Our message's id. */
  readonly messageId: string;
  readonly outcome: 'delivered' | 'failed';
  /** Why it failed: begins with a word of domain/messages/failures.ts. */
  readonly why?: string;
}

/** `nothing`: genuine, and says nothing that we keep (on its way, queued). */
export type ReceiptVerdict =
  | { readonly verdict: 'receipt'; readonly receipt: DeliveryReceipt }
  | { readonly verdict: 'nothing' }
  | { readonly verdict: 'bad_signature' }
  | { readonly verdict: 'unreadable'; readonly why: string };

/** A webhook as it came. */
export interface ReceiptCall {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The message the callback address names, for providers that are given one address per message. */
  readonly messageId: string | undefined;
}

/** Reads one provider's delivery receipts. */
export interface ReceiptSource {
  readonly name: string;
  /** The channel whose messages it may speak of. */
  readonly channel: Channel;
  verifyReceipt(call: ReceiptCall, now: Date): ReceiptVerdict;
}
