import { z } from 'zod';
import { channels } from '../domain/messages/consents.ts';
import type { Consents } from '../domain/messages/consents.ts';
import { writtenChannels } from '../domain/messages/message.ts';
import type { WrittenChannel } from '../domain/messages/message.ts';
import { standingLevels } from '../domain/validity/standing-level.ts';
import type { StandingLevel } from '../domain/validity/standing-level.ts';
import type { Client } from './database.ts';

/** An order's buyer and shop, as far as steps need them: addresses, what he allows, and how the shop speaks to him. */
export interface Buyer {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: string;
  readonly timeZone: string | null;
  readonly consents: Consents;
  readonly tags: readonly string[];
  readonly standing: StandingLevel;
  /** Browsers that show his messages. */
  readonly devices: number;
  /** Addresses that can't be reached, by channel; each counts only while it is his address. */
  readonly badAddresses: ReadonlyMap<string, string>;
  /** Whether his shop has messages worded in its own way. */
  readonly ownWords: boolean;
}

const Rows = z.tuple([
  z.object({
    id: z.string(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    tags: z.array(z.string()),
    locale: z.string(),
    timeZone: z.string().nullable(),
    standing: z.enum(standingLevels),
    consents: z.record(z.enum(channels), z.boolean()),
    devices: z.int(),
    badAddresses: z.record(z.string(), z.string()),
    ownWords: z.boolean(),
  }),
]);

/** Reads the buyer of an order together with his shop's locale and zone: one query, since every step of an order needs it. */
export async function buyerOf(
  client: Client,
  { customerId, shop: shopId }: { customerId: string; shop: string },
): Promise<Buyer> {
  const rows = await client.$queryRaw`
    select c.id, c.name, c.phone, c.email, c.tags, c.standing, coalesce(c.locale, s.locale) as locale, s.time_zone as "timeZone",
           jsonb_build_object('sms', c.consent_sms, 'email', c.consent_email, 'push', c.consent_push, 'in_app', c.consent_in_app,
                              'call', c.consent_call) as consents,
           (select count(*)::int from push_subscriptions p where p.customer_id = c.id) as devices,
           (select coalesce(jsonb_object_agg(b.channel, b.address), '{}') from bad_addresses b where b.customer_id = c.id)
             as "badAddresses",
           exists (select from templates t where t.shop = s.id) as "ownWords"
      from customers c, shops s where c.id = ${customerId} and s.id = ${shopId}`;
  const [buyer] = Rows.parse(rows);
  return { ...buyer, badAddresses: new Map(Object.entries(buyer.badAddresses)) };
}

/**
 * Where a message to the buyer goes on a channel; undefined when he has no address there, or one that can't be reached. The in-app
 * inbox is his id, and so is push: all of his browsers.
 */
export function addressOf(
  buyer: Pick<Buyer, 'id' | 'email' | 'phone' | 'devices' | 'badAddresses'>,
  channel: WrittenChannel,
): string | undefined {
  const address = addressAt(buyer, channel);
  return buyer.badAddresses.get(channel) === address ? undefined : address;
}

function addressAt(
  { id, email, phone, devices }: Pick<Buyer, 'id' | 'email' | 'phone' | 'devices'>,
  channel: WrittenChannel,
): string | undefined {
  switch (channel) {
    case 'email':
      return email ?? undefined;
    case 'sms':
      return phone ?? undefined;
    case 'in_app':
      return id;
    case 'push':
      return devices > 0 ? id : undefined;
    default:
      return channel satisfies never;
  }
}

/** The channels on which the buyer has an address and allows messages. */
export function channelsOf(buyer: Buyer): WrittenChannel[] {
  return writtenChannels.filter(
    (channel) => buyer.consents[channel] && addressOf(buyer, channel) !== undefined,
  );
}
