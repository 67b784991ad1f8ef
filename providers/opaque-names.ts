import { createHmac } from 'node:crypto';

/** Makes buyers' names for operators: the same for the same buyer, and nobody without the secret can tell who it is (rules.md 9). */
export function customerHashes(secret: string): (customerId: string) => string {
  return (customerId) => createHmac('sha256', secret).update(customerId).digest('base64url').slice(0, 22);
}

/** A payment event's name in workflow ids: outside ids never stand there as they are (rules.md 9). */
export function eventHash(provider: string, eventId: string): string {
  return createHmac('sha256', 'holdfast payment event')
    .update(`${provider}/${eventId}`)
    .digest('base64url')
    .slice(0, 22);
}
