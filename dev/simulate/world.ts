import type { Dependencies } from '../../activities/dependencies.ts';
import { openSession } from '../../api/payment-links.ts';
import { placingDesk } from '../../api/placing/placing.ts';
import type { PlacingDesk } from '../../api/placing/placing.ts';
import { writtenChannels } from '../../domain/messages/message.ts';
import type { WrittenChannel } from '../../domain/messages/message.ts';
import { instalmentPlans } from '../../prisma/instalment-plans.ts';
import type { Database } from '../../prisma/database.ts';
import { linkTokens } from '../../providers/link-tokens.ts';
import { orderLinks } from '../../providers/order-links.ts';
import { routePayments, sandboxRoutes } from '../../providers/payment/routing.ts';
import type { MessageChannel } from '../../providers/ports.ts';
import { fakeProvider } from '../without-engine/fake-provider.ts';
import type { FakeProvider, FakeSession } from '../without-engine/fake-provider.ts';
import { openPlayer } from '../without-engine/player.ts';
import type { Player } from '../without-engine/player.ts';
import { virtualClock } from './virtual-clock.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A message that reached its buyer. `id` is `<orderId>/<purpose>/<stage>/<channel>`. */
export interface Arrived {
  readonly id: string;
  readonly channel: WrittenChannel;
}

/** What an order's steps asked for beside it, since it was last looked. */
export interface Asides {
  readonly messages: readonly Arrived[];
  readonly refunds: readonly string[];
  /** The order has closed, and what follows is to begin. */
  readonly closed: boolean;
}

/** All that is real of a simulation: steps on a database, and outside of it a provider and channels in memory. */
export interface World extends Player {
  readonly database: Database;
  readonly clock: VirtualClock;
  readonly provider: FakeProvider;
  readonly placing: PlacingDesk;
  /** Opens the provider's session as the payment page does, and answers it as the provider knows it. Throws `Refusal`. */
  openSession(orderId: string): Promise<FakeSession>;
  takeAsides(orderId: string): Asides;
}

const PUBLIC_URL = 'http://simulation.example';

/** A world in which nothing has happened. */
export function openWorld(database: Database): World {
  const clock = virtualClock();
  const now = () => clock.now();
  const provider = fakeProvider(now);
  const asides = keptAsides();
  const links = linkTokens('nobody opens these links outside');
  const dependencies: Dependencies = {
    database,
    providers: new Map([[provider.name, provider]]),
    channels: new Map(writtenChannels.map((channel) => [channel, channelInto(asides, channel)])),
    companions: companionsIn(database, asides, now),
    links: orderLinks(PUBLIC_URL, links),
    log: {
      warn: ({ orderId, error }, message) =>
        console.error(`${String(orderId)}: ${message}: ${String(error)}`),
    },
  };
  const payments = routePayments([provider], sandboxRoutes);
  const paying = { database, payments, links, publicUrl: PUBLIC_URL, now };
  return {
    ...openPlayer(dependencies, now),
    database,
    clock,
    provider,
    placing: placingDesk({ database, now, onPlaced: () => {} }),
    async openSession(orderId) {
      const { url } = await openSession(paying, { orderId, payer: 'buyer' });
      const session = provider.sessions.get(url.slice(url.lastIndexOf('/') + 1));
      if (!session) throw new Error(`${url} is no session of the provider`);
      return session;
    },
    takeAsides: (orderId) => asides.take(orderId),
  };
}

const nothing: Asides = { messages: [], refunds: [], closed: false };

/** What orders' steps asked for beside them, until somebody looks. */
function keptAsides() {
  const kept = new Map<string, Asides>();
  return {
    note(orderId: string, change: (known: Asides) => Partial<Asides>): void {
      const known = kept.get(orderId) ?? nothing;
      kept.set(orderId, { ...known, ...change(known) });
    },
    take(orderId: string): Asides {
      const taken = kept.get(orderId) ?? nothing;
      kept.delete(orderId);
      // Channels are handed over to side by side: by name, so that it does not matter which was quicker.
      const messages = taken.messages.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return { ...taken, messages };
    },
  };
}

type KeptAsides = ReturnType<typeof keptAsides>;

/** A channel that reaches everybody at once. */
function channelInto(asides: KeptAsides, channel: WrittenChannel): MessageChannel {
  return {
    channel,
    async deliver({ id }) {
      const orderId = id.slice(0, id.indexOf('/'));
      asides.note(orderId, ({ messages }) => ({ messages: [...messages, { id, channel }] }));
      return { state: 'sent' };
    },
  };
}

function companionsIn(
  { client }: Database,
  asides: KeptAsides,
  now: () => string,
): Dependencies['companions'] {
  const nobody = async () => {};
  return {
    startOrder: nobody,
    startRefund: async ({ orderId, refundId }) =>
      asides.note(orderId, ({ refunds }) => ({ refunds: [...refunds, refundId] })),
    startWinBack: async (orderId) => asides.note(orderId, () => ({ closed: true })),
    watchInstalments: (orderId) => instalmentPlans(client).markStarted(orderId, now()),
    tellOfCredit: nobody,
    tellOfParcel: nobody,
    tellOfPayment: nobody,
  };
}
