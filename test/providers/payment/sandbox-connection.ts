import type { SandboxOptions } from '../../../dev/sandbox/app.ts';
import type { OpenSession, RefundRequest } from '../../../providers/ports.ts';
import { sandboxPaymentProvider } from '../../../providers/payment/sandbox/provider.ts';
import { aSandbox, SECRET } from '../../dev/sandbox/sandbox-environment.ts';

export const orderId = 'order-1';
export const request: OpenSession = {
  idempotencyKey: 'row-1',
  orderId,
  revision: 1,
  amount: 12345,
  currency: 'CNY',
  method: 'card',
  expiresAt: '2026-11-23T03:00:00.000Z',
  returnUrl: 'https://shop.example/pay/token',
};
export const refundRequest: RefundRequest = {
  key: 'p/excess',
  orderId,
  reference: 'evt_outside',
  amount: 1,
  currency: 'CNY',
};

/** The adapter against a sandbox that listens on a free port. Slow faults outlast what `impatient` waits. */
export async function connected(options: Partial<SandboxOptions> = {}) {
  const sandbox = await aSandbox({ slowMs: 60_000, ...options });
  const baseUrl = await sandbox.listen();
  const provider = sandboxPaymentProvider({ baseUrl, webhookSecret: SECRET, timeoutMs: 20_000 });
  const impatient = sandboxPaymentProvider({ baseUrl, webhookSecret: SECRET, timeoutMs: 150 });
  const fault = (mode: string) => sandbox.call('PUT', '/faults', { mode });
  return { sandbox, baseUrl, provider, impatient, fault };
}

/** The same with one open session. */
export async function withSession(options: Partial<SandboxOptions> = {}) {
  const connection = await connected(options);
  const { sessionId } = await connection.provider.openSession(request);
  return { ...connection, sessionId, pay: (payment: object) => connection.sandbox.pay(sessionId, payment) };
}
