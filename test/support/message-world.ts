import type { Dependencies } from '../../activities/dependencies.ts';
import { messageDelivery } from '../../activities/message-delivery.ts';
import { queueMessages } from '../../activities/messages.ts';
import type { MessageWish } from '../../activities/messages.ts';
import { orderStep } from '../../activities/order-step.ts';
import { customers } from '../../prisma/customers.ts';
import type { CustomerChanges } from '../../prisma/customers.ts';
import { messages } from '../../prisma/messages.ts';
import type { StoredMessage } from '../../prisma/messages.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Channel } from '../../domain/messages/consents.ts';
import type { DeliveryAnswer, MessageChannel, OutgoingMessage } from '../../providers/ports.ts';
import { noCompanions } from './no-companions.ts';
import { openShop } from './shop.ts';
import type { TestShop } from './shop.ts';

/** A channel that a test looks into. */
export interface TestChannel extends MessageChannel {
  readonly handed: OutgoingMessage[];
  /** What it answers from now on; what it throws is trouble. */
  answer: (message: OutgoingMessage) => DeliveryAnswer | Promise<DeliveryAnswer>;
}

export function testChannel(channel: Channel, facts: Partial<MessageChannel> = {}): TestChannel {
  const handed: OutgoingMessage[] = [];
  const made: TestChannel = {
    channel,
    ...facts,
    handed,
    answer: () => ({ state: 'sent', reference: 'ref' }),
    async deliver(message) {
      handed.push(message);
      return made.answer(message);
    },
  };
  return made;
}

/** Messages of orders on a real database: queued as steps queue them, handed over as the worker does. */
export interface MessageWorld {
  readonly shop: TestShop;
  readonly dependencies: Dependencies;
  /** An order of a buyer who may be reached on every channel that is set up, unless told otherwise. */
  place(changes?: CustomerChanges): Promise<StoredOrder>;
  queue(order: StoredOrder, wish: Partial<MessageWish>, now?: string): Promise<readonly string[]>;
  deliver(order: StoredOrder, now?: string): Promise<string | null>;
  /** An order's messages by channel. */
  messages(order: StoredOrder): Promise<ReadonlyMap<string, StoredMessage>>;
  close(): Promise<void>;
}

/** 11:30 in Shanghai. */
export const NOON = '2026-11-23T03:30:00.000Z';

export async function openMessages(channels: readonly MessageChannel[]): Promise<MessageWorld> {
  const shop = await openShop();
  await shop.stock('mug', 100_000);
  const dependencies: Dependencies = {
    database: shop.database,
    providers: new Map(),
    channels: new Map(channels.map((channel) => [channel.channel, channel])),
    companions: noCompanions,
    links: {
      payUrl: ({ id }) => `https://shop.example/pay/${id}`,
      stopUrl: (id, channel) => `https://shop.example/stop/${id}/${channel}`,
      shortUrl: (code) => `https://shop.example/l/${code}`,
    },
    log: { warn: () => {} },
  };
  const delivery = messageDelivery(dependencies);
  const { client } = shop.database;
  return {
    shop,
    dependencies,
    async place(changes = {}) {
      const order = await shop.place({}, NOON);
      const consents = { sms: true, email: true, push: true, in_app: true, call: false };
      const reachable = { phone: '13800138000', email: 'ann@example.com', locale: 'en', consents };
      await customers(client).put(order.customerId, { ...reachable, ...changes });
      return order;
    },
    async queue(order, wish, now = NOON) {
      const channelsWanted = ['sms', 'email', 'push', 'in_app'] as const;
      const whole = { purpose: 'reminder', stage: 'first', channels: channelsWanted, ...wish } as const;
      const input = { orderId: order.id, now };
      return (await orderStep(dependencies, input, (step) => queueMessages(step, whole))).result;
    },
    deliver: async (order, now = NOON) =>
      (await delivery.deliverMessages({ orderId: order.id, now })).waitingSince,
    async messages(order) {
      return new Map((await messages(client).ofOrder(order.id)).map((each) => [each.channel, each]));
    },
    close: () => shop.close(),
  };
}
