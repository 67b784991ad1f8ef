import { randomUUID } from 'node:crypto';
import { openSession } from '../../api/payment-links.ts';
import type { Calls, Steps } from '../../activities/index.ts';
import type { Dependencies } from '../../activities/dependencies.ts';
import { latest, later } from '../../domain/duration.ts';
import { nextDue } from '../../domain/order/agenda.ts';
import type { Answer } from '../../domain/order/requests.ts';
import type { OrderState } from '../../domain/order/state.ts';
import type { ParcelState } from '../../domain/parcel/parcel.ts';
import { Refusal } from '../../domain/refusal.ts';
import { creditReports } from '../../prisma/credit-reports.ts';
import { instalmentPlans } from '../../prisma/instalment-plans.ts';
import { orders } from '../../prisma/orders.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { parcelUpdates } from '../../prisma/parcel-updates.ts';
import { paymentEvents } from '../../prisma/payment-events.ts';
import type { ReceivedEvent } from '../../prisma/payment-events.ts';
import { linkTokens } from '../../providers/link-tokens.ts';
import { routePayments } from '../../providers/payment/routing.ts';
import { sandboxRoutes } from '../../providers/payment/routing.ts';
import type { OutgoingMessage } from '../../providers/ports.ts';
import { fakeCarrier } from './fake-carrier.ts';
import type { FakeCarrier } from './fake-carrier.ts';
import { fakeProvider } from '../../dev/without-engine/fake-provider.ts';
import type { FakeProvider } from '../../dev/without-engine/fake-provider.ts';
import { sendRefund } from '../../dev/without-engine/companions.ts';
import { openPlayer } from '../../dev/without-engine/player.ts';
import { performDue } from '../../workflows/due-steps.ts';
import { carryOut } from '../../workflows/request-steps.ts';
import { noCompanions } from './no-companions.ts';
import type { PlayRequest } from './play-stage.ts';
import type { TestShop } from './shop.ts';

/** Orders without an engine: steps on a real database, a clock that only a test moves, and workflows played by hand. */
export interface OrderWorld {
  readonly steps: Steps;
  readonly calls: Calls;
  readonly dependencies: Dependencies;
  readonly provider: FakeProvider;
  readonly carrier: FakeCarrier;
  readonly mails: (OutgoingMessage & { readonly at: string })[];
  /** Throws when the mail server can't be reached. */
  mailServer: () => void;
  /** Orders for which a workflow was asked for or told of money. */
  readonly started: Set<string>;
  /** The provider's sessions that were asked about, in that order. */
  readonly asked: string[];
  now(): string;
  /** What an order's workflow remembers. */
  state(orderId: string): OrderState;
  /** The first step of an order's workflow. */
  open(orderId: string): Promise<void>;
  /** The order's workflow takes news of payments. */
  apply(orderId: string): Promise<void>;
  /** The order's workflow carries out a request; `times` attempts at once. */
  ask(orderId: string, request: PlayRequest, times?: number): Promise<Answer>;
  /** A buyer opens a session for the order, or for an instalment of it, as the API does; undefined when he is refused. */
  link(orderId: string, payer?: 'buyer' | 'friend', instalment?: number): Promise<string | undefined>;
  /** A provider's event is stored, as the API does. */
  store(event: Omit<ReceivedEvent, 'provider' | 'occurredAt'>): Promise<void>;
  /** A bureau reports on the order's newest application, and the order's workflow decides on it. */
  report(orderId: string, score: number): Promise<void>;
  /** The order's workflow takes what bureaus have reported, and decides. */
  takeReports(orderId: string): Promise<void>;
  /** A carrier tells of the order's parcel, and the order's workflow takes it. */
  tellOfParcel(orderId: string, told: ParcelTold): Promise<void>;
  /** Time passes, and nobody does anything: the engine is away. */
  sleep(ms: number): void;
  /** Time passes for everybody; what becomes due is done at its time. */
  pass(ms: number): Promise<void>;
  /** Refund workflows get their turn. */
  sendRefunds(): Promise<void>;
}

/** What a test says of a carrier's update; it happens now unless said otherwise. */
export interface ParcelTold {
  readonly state: ParcelState;
  readonly id?: string;
  readonly at?: string;
  readonly expectedOn?: string;
  readonly trackingNumber?: string;
}

/** More than this at one instant is a loop that does not move. */
const MOST_AT_ONCE = 30;

export const BEGINNING = '2026-11-23T02:00:00.000Z';

export function openWorld({ database }: Pick<TestShop, 'database'>, beginning = BEGINNING): OrderWorld {
  let clock = beginning;
  const now = () => clock;
  const states = new Map<string, OrderState>();
  const refundsAsked = new Set<string>();
  const started = new Set<string>();
  const asked: string[] = [];
  const provider = fakeProvider(now, asked);
  const carrier = fakeCarrier();
  const mails: OrderWorld['mails'] = [];
  const email = {
    channel: 'email' as const,
    async deliver(message: OutgoingMessage) {
      world.mailServer();
      mails.push({ ...message, at: clock });
      return { state: 'sent' as const };
    },
  };
  const dependencies: Dependencies = {
    database,
    providers: new Map([[provider.name, provider]]),
    logistics: carrier,
    channels: new Map([['email', email]]),
    companions: {
      ...noCompanions,
      startOrder: async (orderId) => void started.add(orderId),
      startRefund: async ({ refundId }) => void refundsAsked.add(refundId),
      watchInstalments: (orderId) => instalmentPlans(database.client).markStarted(orderId, clock),
      tellOfPayment: async (orderId) => void started.add(orderId),
    },
    links: {
      payUrl: ({ id }) => `http://pay.example/${id}`,
      stopUrl: (id) => `http://stop.example/${id}`,
      shortUrl: (code) => `http://short.example/${code}`,
    },
    cards: { openToken: (_, sealedToken) => sealedToken },
    bureau: {
      name: provider.name,
      requestReport: async () =>
        provider.reachable ? { state: 'requested' } : { state: 'unknown', why: 'out of reach' },
      verifyWebhook: () => ({ verdict: 'bad_signature' }),
    },
    log: { warn: () => {} },
  };
  const player = openPlayer(dependencies, now);
  const { steps, calls } = player;
  /** Of steps that ran at once the newest counts. */
  const keep = (state: OrderState) => {
    const known = states.get(state.orderId);
    if (!known || known.version <= state.version) states.set(state.orderId, state);
  };
  const state = (orderId: string) => {
    const known = states.get(orderId);
    if (!known) throw new Error(`order ${orderId} has not begun`);
    return known;
  };
  const world: OrderWorld = {
    steps,
    calls,
    dependencies,
    mailServer: () => {},
    provider,
    carrier,
    mails,
    started,
    asked,
    now,
    state,
    open: async (orderId) => keep(await steps.openOrder({ orderId, now: clock })),
    apply: async (orderId) => keep(await steps.applyPayments({ orderId, now: clock })),
    async ask(orderId, request, times = 1) {
      const identified = { requestId: randomUUID(), ...request };
      const attempt = async () => {
        const carried = await carryOut(player, orderId, identified);
        keep(carried.state);
        return carried.answer;
      };
      const [answer] = await Promise.all([attempt(), ...Array.from({ length: times - 1 }, attempt)]);
      return answer;
    },
    async link(orderId, payer = 'buyer', number) {
      const needs = {
        database,
        payments: routePayments([provider], sandboxRoutes),
        links: linkTokens('a-secret-of-at-least-16'),
        publicUrl: 'http://pay.example',
        now,
      };
      try {
        const { url } = await openSession(needs, {
          orderId,
          payer,
          ...(number === undefined ? {} : { instalment: { number } }),
        });
        return url.slice('http://pay.example/'.length);
      } catch (error) {
        if (error instanceof Refusal) return undefined;
        throw error;
      }
    },
    async store(event) {
      const received = { ...event, provider: provider.name, occurredAt: clock };
      await paymentEvents(database.client).store(received, clock);
    },
    async report(orderId, score) {
      const { row } = await orderIn(world, orderId);
      const told = {
        provider: 'sandbox',
        eventId: randomUUID(),
        applicationId: row.creditApplicationId ?? '',
      };
      const report = { ...told, score, overdueInstalments: 0, occurredAt: clock };
      await creditReports(database.client).store(report, { orderId, receivedAt: clock });
      await world.takeReports(orderId);
    },
    async takeReports(orderId) {
      keep(await steps.takeCreditReports({ orderId, now: clock }));
      keep(await steps.scoreCredit({ orderId, now: clock }));
    },
    async tellOfParcel(
      orderId,
      { state, id = randomUUID(), at = clock, expectedOn = null, trackingNumber = 'SF-1' },
    ) {
      const told = {
        provider: 'sandbox',
        eventId: id,
        orderId,
        trackingNumber,
        state,
        expectedOn,
        occurredAt: at,
      };
      await parcelUpdates(database.client).store(told, { isKnown: true, receivedAt: clock });
      keep(await steps.takeParcelUpdates({ orderId, now: clock }));
    },
    sleep(ms) {
      clock = later(clock, ms);
    },
    async pass(ms) {
      const until = later(clock, ms);
      for (let done = 0; ; done += 1) {
        const next = [...states.values()]
          .filter(({ over }) => !over)
          .flatMap((state) => {
            const due = nextDue(state.agenda);
            return due ? [{ state, due }] : [];
          })
          .toSorted((a, b) => (a.due.at < b.due.at ? -1 : 1))[0];
        if (!next || next.due.at > until) break;
        done = next.due.at > clock ? 0 : done;
        if (done > MOST_AT_ONCE)
          throw new Error(`${JSON.stringify(next.due)} is done again and again at ${clock}`);
        clock = latest(clock, next.due.at);
        keep(await performDue(player, next.state, next.due));
      }
      clock = latest(clock, until);
    },
    async sendRefunds() {
      if (!provider.reachable) return;
      for (const refundId of refundsAsked) await sendRefund(player, refundId);
      refundsAsked.clear();
    },
  };
  return world;
}

/** The order as its row has it. */
export async function orderIn(
  { dependencies }: Pick<OrderWorld, 'dependencies'>,
  orderId: string,
): Promise<StoredOrder> {
  const order = await orders(dependencies.database.client).find(orderId);
  if (!order) throw new Error(`no order ${orderId}`);
  return order;
}
