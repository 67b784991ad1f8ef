import { hkdfSync } from 'node:crypto';

/**
 * The secret an endpoint's webhooks are signed with (Standard Webhooks): made of the processes' common secret and the endpoint's id, so
 * that it is stored nowhere. Another `LINK_SECRET` makes other secrets: endpoints have to be made anew then.
 */
export function endpointSecret(endpointId: string, secret: string): string {
  const key = hkdfSync('sha256', secret, endpointId, 'holdfast webhook endpoint', 32);
  return `whsec_${Buffer.from(key).toString('base64')}`;
}
