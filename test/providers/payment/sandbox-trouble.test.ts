import { createServer, type ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ProviderUnavailable } from '../../../providers/ports.ts';
import { sandboxClock } from '../../../providers/payment/sandbox/clock.ts';
import { sandboxPaymentProvider } from '../../../providers/payment/sandbox/provider.ts';
import { SECRET, sessionRequest } from '../../dev/sandbox/sandbox-environment.ts';
import { connected, orderId, refundRequest, request, withSession } from './sandbox-connection.ts';

describe('a provider that can’t be relied on', () => {
  /** Every call that answers, made at the address of `provider`. */
  async function answersOf(provider: ReturnType<typeof sandboxPaymentProvider>, sessionId: string) {
    const opening = await provider
      .openSession({ ...request, idempotencyKey: 'row-9' })
      .catch((error: unknown) => error);
    return {
      unavailable: opening instanceof ProviderUnavailable,
      asked: await provider.askSession({ sessionId, orderId }),
      found: await provider.findSession(request),
      closed: await provider.closeSession({ sessionId, orderId }),
      refunded: await provider.refund(refundRequest),
    };
  }
  const nothingKnown = (why: unknown) => ({
    unavailable: true,
    asked: { state: 'unknown', why },
    found: 'unknown',
    closed: { state: 'unknown', why },
    refunded: { state: 'unknown', why },
  });

  test.each([
    ['down', 'answered 503'],
    ['error_after_success', 'answered 500'],
  ])('%s: nothing is known', async (mode, why) => {
    const { provider, sessionId, fault } = await withSession();
    await fault(mode);
    expect(await answersOf(provider, sessionId)).toEqual(nothingKnown(why));
  });

  test('slow: nothing is known once its time is up', async () => {
    const { impatient, sessionId, fault } = await withSession();
    await fault('slow');
    expect(await answersOf(impatient, sessionId)).toEqual(nothingKnown('no answer within 150 ms'));
  });

  test('gone: nothing is known', async () => {
    const { sandbox, provider, sessionId } = await withSession();
    await sandbox.app.close();
    expect(await answersOf(provider, sessionId)).toEqual(
      nothingKnown(expect.stringContaining('ECONNREFUSED')),
    );
  });

  /** A server that answers everything the same way. */
  async function impostor(answer: (response: ServerResponse) => void): Promise<string> {
    const server = createServer((_request, response) => answer(response));
    await new Promise<void>((ready) => {
      server.listen(0, '127.0.0.1', ready);
    });
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }
  const json = (status: number, body: unknown) => (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  function cutOff(response: ServerResponse): void {
    response.writeHead(200).write('{');
    response.destroy();
  }

  test.each([
    ['a page', (response: ServerResponse) => void response.writeHead(200).end('<html>')],
    ['nothing', (response: ServerResponse) => void response.writeHead(204).end()],
    ['JSON of another kind', json(200, { hello: 'world' })],
    ['half a session', json(200, { id: 'ses_1', state: 'open' })],
    ['too many requests', json(429, { code: 'session_not_found', detail: 'slow down' })],
    ['a connection cut in the middle', cutOff],
    [
      'a way to elsewhere',
      (response: ServerResponse) => void response.writeHead(302, { location: '/healthz' }).end(),
    ],
  ])('answering with %s: nothing is known', async (_, answer) => {
    const provider = sandboxPaymentProvider({
      baseUrl: await impostor(answer),
      webhookSecret: SECRET,
      timeoutMs: 1000,
    });
    expect(await answersOf(provider, 'ses_1')).toEqual(nothingKnown(expect.any(String)));
  });

  test.each([
    ['without a code', json(404, { message: 'Route not found' })],
    ['of something else', json(404, { code: 'not_found', detail: 'There is nothing at this address.' })],
    ['that is a page', (response: ServerResponse) => void response.writeHead(404).end('<h1>Not found</h1>')],
  ])('a 404 %s closes no order', async (_, answer) => {
    const provider = sandboxPaymentProvider({ baseUrl: await impostor(answer), webhookSecret: SECRET });
    expect(await provider.askSession({ sessionId: 'ses_1', orderId })).toMatchObject({ state: 'unknown' });
    expect(await provider.closeSession({ sessionId: 'ses_1', orderId })).toMatchObject({ state: 'unknown' });
  });

  test('a session that is paid with nobody knows how much is not taken as paid', async () => {
    const session = { ...sessionRequest(), id: 'ses_1', state: 'succeeded', url: 'http://pay.example/1' };
    const provider = sandboxPaymentProvider({
      baseUrl: await impostor(json(200, session)),
      webhookSecret: SECRET,
    });
    expect(await provider.askSession({ sessionId: 'ses_1', orderId })).toMatchObject({ state: 'unknown' });
    expect(await provider.closeSession({ sessionId: 'ses_1', orderId })).toMatchObject({ state: 'unknown' });
  });

  test('a clock that was not taken is an error', async () => {
    const { baseUrl, sandbox } = await connected();
    await expect(sandboxClock({ baseUrl }).tellOffset(orderId, -1)).rejects.toThrow(ProviderUnavailable);
    await sandbox.app.close();
    await expect(sandboxClock({ baseUrl }).tellOffset(orderId, 1)).rejects.toThrow(ProviderUnavailable);
  });
});
