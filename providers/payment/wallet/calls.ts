import type { KeyObject } from 'node:crypto';
import { whyUnreached } from '../../unreached.ts';
import type { ProviderReply } from '../../provider-calls.ts';
import { isSignedBy, signText } from './signature.ts';

export interface WalletCall {
  readonly method: 'GET' | 'POST';
  /** Begins with a slash and is encoded already. */
  readonly path: string;
  readonly body?: unknown;
}

export interface WalletConnection {
  readonly baseUrl: string;
  readonly merchantId: string;
  readonly merchantKey: KeyObject;
  readonly walletKey: KeyObject;
  readonly timeoutMs: number;
  readonly now: () => Date;
}

/**
 * Makes signed calls that never throw. No connection, no answer in time, a 5xx, or an answer that the wallet did not sign for this call
 * all come back as `reached: false`: whoever stands between us and the wallet can make us wait, and nothing else.
 */
export function walletCaller(connection: WalletConnection): (call: WalletCall) => Promise<ProviderReply> {
  const { merchantId, merchantKey, walletKey, timeoutMs, now } = connection;
  const base = connection.baseUrl.replace(/\/+$/, '');
  return async ({ method, path, body }) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const about = `${method} ${path}`;
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: 'application/json',
          'wallet-merchant': merchantId,
          ...signText(merchantKey, { about, body: text }, now()),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: text }),
      });
      const answer = await response.text();
      if (response.status >= 500 || response.status === 429)
        return { reached: false, why: `answered ${response.status}` };
      const headers = Object.fromEntries(response.headers);
      if (!isSignedBy(walletKey, headers, { about, body: answer }, now()))
        return { reached: false, why: 'the answer is not signed by the wallet' };
      return { reached: true, status: response.status, body: JSON.parse(answer) };
    } catch (error) {
      return { reached: false, why: whyUnreached(error, timeoutMs) };
    }
  };
}
