import type { Channel } from '../../../domain/messages/consents.ts';
import type { MessageChannel } from '../../ports.ts';

/**
 * A channel of dev mode: it takes everything and nothing leaves this machine (api.md). The message's row is its local inbox, which
 * `GET /v1/orders/{id}/messages` shows.
 */
export function devChannel(channel: Channel): MessageChannel {
  return {
    channel,
    honoursKey: true,
    forEverybody: channel === 'push', // a browser can't subscribe to a shop that has no key; a phone or mail address anybody can have
    deliver: async ({ id }) => ({ state: 'sent', reference: id }),
  };
}
