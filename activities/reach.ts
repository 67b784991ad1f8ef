import { writtenChannels } from '../domain/messages/message.ts';
import type { WrittenChannel } from '../domain/messages/message.ts';
import { addressOf } from '../prisma/buyers.ts';
import type { Buyer } from '../prisma/buyers.ts';
import type { Dependencies } from './dependencies.ts';

type Channels = Pick<Dependencies, 'channels'>;

/**
 * Where a message to the buyer goes on a channel; undefined when the shop has no such channel, or the buyer no address on it that can
 * be reached. The in-app inbox is always there; dev mode's local inbox takes messages for everybody.
 */
export function destinationOf(
  { channels }: Channels,
  buyer: Buyer,
  channel: WrittenChannel,
): string | undefined {
  if (channel === 'in_app') return addressOf(buyer, channel);
  const way = channels.get(channel);
  if (!way) return undefined;
  return addressOf(buyer, channel) ?? (way.forEverybody ? buyer.id : undefined);
}

/** The channels on which the buyer can be reached and allows it. */
export function reachableOn(dependencies: Channels, buyer: Buyer): readonly WrittenChannel[] {
  return writtenChannels.filter(
    (channel) => buyer.consents[channel] && destinationOf(dependencies, buyer, channel) !== undefined,
  );
}
