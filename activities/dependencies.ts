import type { Channel } from '../domain/messages/consents.ts';
import type { Database } from '../prisma/database.ts';
import type { CreditBureau, LogisticsProvider, MessageChannel, PaymentProvider } from '../providers/ports.ts';

/** Workflows that live beside an order's (rules.md 7). Starting one that runs already changes nothing. */
export interface Companions {
  /** Starts the order's own workflow, under the id its row names. */
  startOrder(orderId: string): Promise<void>;
  startRefund(refund: { readonly refundId: string; readonly orderId: string }): Promise<void>;
  /** What follows a closed order: telling the buyer, and one win-back (rules.md 27). */
  startWinBack(orderId: string): Promise<void>;
  /** What watches an order's instalments: started, or told that their rows have changed. */
  watchInstalments(orderId: string): Promise<void>;
  /** Tells the order's workflow that a bureau's report waits to be applied; nothing happens where the order is over. */
  tellOfCredit(
    orderId: string,
    report: { readonly provider: string; readonly eventId: string },
  ): Promise<void>;
  /** Tells the order's workflow that a carrier's update waits to be applied; likewise. */
  tellOfParcel(
    orderId: string,
    update: { readonly provider: string; readonly eventId: string },
  ): Promise<void>;
  /** Tells whoever settles the order's payments that this event waits: its workflow, or one for late money. */
  tellOfPayment(
    orderId: string,
    event: { readonly provider: string; readonly eventId: string },
  ): Promise<void>;
}

/** Links in messages: they name the order and open its page as it is then (rules.md 4). */
export interface Links {
  payUrl(
    order: { readonly id: string; readonly linkGeneration: number },
    now: string,
    audience?: 'buyer' | 'friend',
  ): string;
  stopUrl(orderId: string, channel: Channel): string;
  /** What a code of prisma/short-links.ts looks like to a buyer. */
  shortUrl(code: string): string;
}

export interface Log {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** All that activities need from outside; made once per worker. */
export interface Dependencies {
  readonly database: Database;
  /** Payment providers by name. */
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  /** Who is asked about applicants; without one, reports come by webhook alone. */
  readonly bureau?: CreditBureau;
  /** Who is asked where parcels are; without one, nobody is. */
  readonly logistics?: LogisticsProvider;
  readonly channels: ReadonlyMap<Channel, MessageChannel>;
  /** Reads what cards' tokens were sealed to; without it nothing is debited. */
  readonly cards?: { openToken(orderId: string, sealedToken: string): string };
  readonly companions: Companions;
  readonly links: Links;
  readonly log: Log;
}
