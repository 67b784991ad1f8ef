import { whyUnreached } from './unreached.ts';

/** One request to the provider; `path` begins with a slash and is encoded already. */
export interface ProviderCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What came of a call: an answer that means something, or nothing that can be relied on. */
export type ProviderReply =
  | { readonly reached: true; readonly status: number; readonly body: unknown }
  | { readonly reached: false; readonly why: string };

export interface CallOptions {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /** Sent as a bearer token where the provider wants one. */
  readonly apiKey?: string | undefined;
  readonly fetch: typeof fetch;
}

/** Statuses below 500 that say "not now" rather than "no". */
const passing = [408, 425, 429];

/**
 * Makes calls that never throw. No connection, no answer within `timeoutMs`, a 5xx or an answer that is not JSON all
 * come back as `reached: false`: the call may or may not have had its effect.
 */
export function providerCaller({
  baseUrl,
  timeoutMs,
  apiKey,
  fetch,
}: CallOptions): (call: ProviderCall) => Promise<ProviderReply> {
  const base = baseUrl.replace(/\/+$/, '');
  return async ({ method, path, headers = {}, body }) => {
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status >= 500 || passing.includes(response.status))
        return unreached(`answered ${response.status}`);
      return { reached: true, status: response.status, body: JSON.parse(text) };
    } catch (error) {
      return unreached(whyUnreached(error, timeoutMs));
    }
  };
}

function unreached(why: string): ProviderReply {
  return { reached: false, why };
}
