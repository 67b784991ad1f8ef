import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../prisma/database.ts';
import type { PayloadCipher } from '../providers/engine/payload-cipher.ts';
import type { LinkTokens } from '../providers/link-tokens.ts';
import type { PaymentRouting } from '../providers/payment/routing.ts';
import type { SandboxClock } from '../providers/payment/sandbox/clock.ts';
import type { ReceiptSource } from '../providers/ports.ts';
import type { Vault } from '../providers/vault.ts';
import type { Keyring } from './auth.ts';
import type { InboxFeed } from './inbox-feed.ts';
import type { JournalFeed } from './journal-feed.ts';
import type { OrderGateway } from './engine/order-gateway.ts';
import type { PageFeed } from './pages/page-feed.ts';
import type { PlacingDesk } from './placing/placing.ts';
import type { ToldEvents } from './told-events.ts';
import type { ReportSource, UpdateSource } from './webhook-sources.ts';

/** What the API is built from; tests pass fakes of the ports. */
export interface AppParts {
  readonly database: Database;
  readonly gateway: OrderGateway;
  /** Reads what the engine keeps, for operators. */
  readonly payloads: PayloadCipher;
  /** Where operators have the Temporal UI; nowhere if left out. */
  readonly temporalUiOrigins?: readonly string[];
  readonly placing: PlacingDesk;
  readonly payments: PaymentRouting;
  readonly links: LinkTokens;
  /** Where buyers reach us, without a slash at its end. */
  readonly publicUrl: string;
  /** Where providers have their payment pages (`https://pay.example.com`): our forms lead there. */
  readonly paymentOrigins: readonly string[];
  readonly devMode: boolean;
  /** Dev mode: tells the sandbox how far an order's clock is ahead. */
  readonly sandboxClock?: SandboxClock;
  /** Encrypts stored answers that hold a secret. */
  readonly sealSecret: string;
  /** Who may tell what became of messages, by name; nobody if left out. */
  readonly receipts?: ReadonlyMap<string, ReceiptSource>;
  /** Whose credit reports are heard, by name; nobody's if left out. */
  readonly bureaus?: ReadonlyMap<string, ReportSource>;
  /** Whose updates on parcels are heard, by name; nobody's if left out: then none can be asked for. */
  readonly carriers?: ReadonlyMap<string, UpdateSource>;
  /** Encrypts documents; without it none are taken. */
  readonly vault?: Vault;
  /** Push services that subscriptions may be at; those of the known browsers if left out. */
  readonly pushServices?: readonly string[];
  /** How long somebody stays signed in to the console, in milliseconds. */
  readonly consoleSessionMs: number;
  /** How long a request for a comparison waits for it, in milliseconds; 8 s if left out. */
  readonly reconciliationPatience?: number;
  /** The machine's now, ISO UTC. */
  readonly now: () => string;
}

/** What handlers are given. */
export interface Dependencies extends AppParts {
  readonly keyring: Keyring;
  readonly feed: JournalFeed;
  readonly inboxFeed: InboxFeed;
  readonly pageFeed: PageFeed;
  readonly toldEvents: ToldEvents;
  readonly temporalUiOrigins: readonly string[];
  readonly receipts: ReadonlyMap<string, ReceiptSource>;
  readonly bureaus: ReadonlyMap<string, ReportSource>;
  readonly carriers: ReadonlyMap<string, UpdateSource>;
  readonly pushServices: readonly string[];
  readonly log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
}
