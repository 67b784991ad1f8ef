import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Registry } from 'prom-client';
import { circuitGauge } from '../../../providers/circuit-gauge.ts';
import { withBreaker } from '../../../providers/payment/with-breaker.ts';
import { ProviderUnavailable } from '../../../providers/ports.ts';
import { sandboxPaymentProvider } from '../../../providers/payment/sandbox/provider.ts';
import { SECRET } from '../../dev/sandbox/sandbox-environment.ts';
import { connected, orderId, refundRequest, request } from './sandbox-connection.ts';

/** Time stands still until the test has it pass; how long calls take would decide else how long a circuit rests. */
function stopTheClock(...what: ('Date' | 'performance')[]): void {
  vi.useFakeTimers({ toFake: what });
  onTestFinished(() => void vi.useRealTimers());
}
const pass = (ms: number) => void vi.setSystemTime(Date.now() + ms);

/** The sandbox behind a breaker that opens after four calls and tries again after 50 ms. */
async function guarded() {
  stopTheClock('Date', 'performance');
  const { sandbox, provider, fault } = await connected();
  const circuits: string[] = [];
  const guard = withBreaker(provider, {
    leastCalls: 4,
    restMs: 50,
    onCircuit: (name, circuit) => circuits.push(`${name} ${circuit}`),
  });
  const { sessionId } = await guard.openSession(request);
  const ask = () => guard.askSession({ sessionId, orderId });
  const asTimes = async (times: number) => {
    for (let time = 0; time < times; time += 1) await ask();
  };
  return { sandbox, guard, circuits, sessionId, ask, asTimes, fault };
}

describe('a provider behind a circuit breaker', () => {
  test('answers as it is while it answers', async () => {
    const { ask, asTimes, guard } = await guarded();
    await asTimes(10);
    expect(await ask()).toEqual({ state: 'open' });
    expect(guard.circuit()).toBe('closed');
  });

  test('that is down is left alone: every answer is unknown at once, none says closed', async () => {
    const { sandbox, guard, asTimes, sessionId, circuits, fault } = await guarded();
    await fault('down');
    await asTimes(5);
    expect(guard.circuit()).toBe('open');
    await sandbox.app.close(); // whoever still asks would wait for a connection that is refused
    const why = expect.stringContaining('left alone');
    expect(await guard.askSession({ sessionId, orderId })).toEqual({ state: 'unknown', why });
    expect(await guard.closeSession({ sessionId, orderId })).toEqual({ state: 'unknown', why });
    expect(await guard.refund(refundRequest)).toEqual({ state: 'unknown', why });
    expect(await guard.findSession(request)).toBe('unknown');
    expect(circuits).toEqual(['sandbox open']);
  });

  test('that is back is asked again after its rest, by one call first', async () => {
    const { guard, asTimes, ask, circuits, fault } = await guarded();
    await fault('down');
    await asTimes(5);
    pass(60);
    expect(await ask()).toMatchObject({ state: 'unknown' }); // still down: open again
    expect(guard.circuit()).toBe('open');
    await fault('none');
    pass(60);
    expect(await ask()).toEqual({ state: 'open' });
    expect(circuits).toEqual([
      'sandbox open',
      'sandbox half_open',
      'sandbox open',
      'sandbox half_open',
      'sandbox closed',
    ]);
  });

  test('that hangs rests for long, and who wants to pay is told so at once', async () => {
    const { baseUrl, provider, fault } = await connected();
    const { sessionId } = await provider.openSession(request);
    const hanging = sandboxPaymentProvider({ baseUrl, webhookSecret: SECRET, timeoutMs: 600 });
    const guard = withBreaker(hanging, { leastCalls: 4, restMs: 60_000 });
    await fault('slow');
    await Promise.all(['1', '2', '3', '4', '5'].map(() => guard.askSession({ sessionId, orderId })));
    await expect(guard.openSession(request)).rejects.toThrow('left alone');
    expect(guard.circuit()).toBe('open');
  });

  test('that refused and is back serves who pays that very moment', async () => {
    stopTheClock('performance'); // it refuses at once, however slow the machine is
    const { sandbox, provider, fault } = await connected();
    const guard = withBreaker(provider, { leastCalls: 4 });
    const { sessionId } = await guard.openSession(request);
    await fault('down');
    for (let time = 0; time < 5; time += 1) await guard.askSession({ sessionId, orderId });
    expect(guard.circuit()).toBe('open');
    await expect(guard.openSession(request)).rejects.toThrow(ProviderUnavailable);
    await fault('none');
    const both = await Promise.all([guard.openSession(request), guard.openSession(request)]);
    expect(both.map((opened) => opened.sessionId)).toEqual([sessionId, sessionId]);
    expect(guard.circuit()).toBe('closed');
    await sandbox.app.close();
  });

  test('is not left alone for the trouble of a few calls', async () => {
    const { guard, asTimes, fault } = await guarded();
    await asTimes(6);
    await fault('down');
    await asTimes(5);
    expect(guard.circuit()).toBe('closed');
  });

  test('is not left alone for refusing what is wrong', async () => {
    const { guard } = await guarded();
    for (let time = 0; time < 8; time += 1)
      await guard.openSession({ ...request, idempotencyKey: `bad-${time}`, amount: -1 }).catch(() => {});
    expect(guard.circuit()).toBe('closed');
  });

  test('takes webhooks also while it is left alone', async () => {
    const { guard, asTimes, fault } = await guarded();
    await fault('down');
    await asTimes(5);
    expect(guard.verifyWebhook({}, '{}', new Date())).toEqual({ verdict: 'bad_signature' });
  });

  test('shows its circuit to Prometheus', async () => {
    const { guard, asTimes, fault } = await guarded();
    const registry = new Registry();
    circuitGauge(registry, 'payment', [guard]);
    expect(await registry.metrics()).toContain('holdfast_payment_circuit{provider="sandbox"} 0');
    await fault('down');
    await asTimes(5);
    expect(await registry.metrics()).toContain('holdfast_payment_circuit{provider="sandbox"} 2');
  });
});
