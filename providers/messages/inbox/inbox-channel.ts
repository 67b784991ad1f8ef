import type { MessageChannel } from '../../ports.ts';

/**
 * The in-app inbox. No outside system is asked: the message's row is the inbox entry, which the buyer's app reads over REST,
 * so a message is delivered as soon as it is stored.
 */
export function inboxChannel(): MessageChannel {
  return { channel: 'in_app', deliver: async ({ id }) => ({ state: 'sent', reference: id }) };
}
