import { onTestFinished } from 'vitest';
import { buildWallet } from '../../../../dev/wallet/app.ts';
import type { WalletAppOptions } from '../../../../dev/wallet/app.ts';
import { newWalletKeys } from '../../../../dev/wallet/keys.ts';
import { walletPayments } from '../../../../providers/payment/wallet/provider.ts';

/** One set of keys for a file: making them takes a while. */
export const keys = newWalletKeys();

export const START = '2026-11-23T02:00:00.000Z';

/** The simulated wallet on a free port, with a clock that a test moves; `stop` it. */
export async function startWallet(changes: Partial<WalletAppOptions> = {}) {
  let now = new Date(START);
  const app = await buildWallet({
    noticeUrl: 'http://127.0.0.1:9/nobody',
    walletKey: keys.wallet.privateKey,
    merchantKey: keys.merchant.publicKey,
    slowMs: 60_000,
    retryMs: 1,
    now: () => now,
    ...changes,
  });
  const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  const call = async (method: 'POST' | 'PUT', url: string, payload: object) => {
    const response = await app.inject({ method, url, payload });
    return { status: response.statusCode, body: response.json<unknown>() };
  };
  const adapter = (timeoutMs = 30_000, merchantKey = keys.merchant.privateKey) =>
    walletPayments({
      baseUrl,
      merchantId: 'shop',
      merchantKey,
      walletKey: keys.wallet.publicKey,
      now: () => now,
      timeoutMs,
    });
  return {
    app,
    baseUrl,
    wallet: adapter(),
    adapter,
    pay: (no: string, payment: object) => call('POST', `/trades/${no}/pay`, payment),
    fault: (mode: string) => call('PUT', '/faults', { mode }),
    moveTo: (instant: string) => void (now = new Date(instant)),
    stop: () => app.close(),
  };
}

/** The same for one test. */
export async function aWallet(changes: Partial<WalletAppOptions> = {}) {
  const running = await startWallet(changes);
  onTestFinished(() => running.stop());
  return running;
}
