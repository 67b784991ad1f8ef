/** The push services of the browsers there are; others by setting. */
export const knownPushServices: readonly string[] = [
  'fcm.googleapis.com',
  'push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
];

/**
 * Whether a subscription's endpoint is a push service's. It comes from a buyer's browser and our worker will call it, so only hosts
 * of `services` (and below them) over https are taken; a service may also be an origin with its scheme and port, taken to the letter.
 */
export function isPushEndpoint(endpoint: string, services: readonly string[]): boolean {
  if (endpoint.length > 2_000 || !URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  const isBelow = (service: string) => hostname === service || hostname.endsWith(`.${service}`);
  return services.some(
    (service) => service === origin || (protocol === 'https:' && port === '' && isBelow(service)),
  );
}
