import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { buildSandbox, type SandboxOptions } from '../../../dev/sandbox/app.ts';

export const SECRET = `whsec_${Buffer.from('holdfast-sandbox-secret-0001').toString('base64')}`;

/** The instant every sandbox of these tests starts at. */
export const START = '2026-11-23T02:00:00.000Z';

/** A body that opens a session; its time is up an hour after `START`. */
export function sessionRequest(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    orderId: 'order-1',
    revision: 1,
    amount: 12345,
    currency: 'CNY',
    method: 'card',
    expiresAt: '2026-11-23T03:00:00.000Z',
    returnUrl: 'https://shop.example/pay/token',
    ...changes,
  };
}

export interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly at: string;
    readonly data: Record<string, unknown>;
  };
}

/** An HTTP server that takes webhooks. `statuses` are its first answers; then it says 200. Ends with the test. */
export async function webhookReceiver(statuses: number[] = []) {
  const received: ReceivedWebhook[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void take(request, response);
  });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    received.push({ headers: singleValued(request), body, event: JSON.parse(body) });
    response.writeHead(statuses.shift() ?? 200).end();
    waiting.forEach((wake) => wake());
  }

  const url = `${await listening(server)}/webhooks`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Resolves to all that has come once there are `count`. */
  async function arrived(count: number): Promise<readonly ReceivedWebhook[]> {
    while (received.length < count) {
      await new Promise<void>((wake) => {
        waiting.add(wake);
      });
    }
    return received;
  }
  return { url, received, arrived };
}

/** A sandbox whose clock stands at `START` until it is moved. Ends with the test. */
export async function aSandbox(options: Partial<SandboxOptions> = {}) {
  let now = new Date(START);
  const app = await buildSandbox({
    webhookUrl: 'http://127.0.0.1:9/nobody',
    webhookSecret: SECRET,
    retryDelaysMs: [1],
    now: () => now,
    ...options,
  });
  onTestFinished(() => app.close());

  async function call(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) {
    const response = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: response.statusCode, type: response.headers['content-type'], body: response.json() };
  }
  return {
    app,
    call,
    /** The status and body of opening a session under `key`. */
    open: (changes: Readonly<Record<string, unknown>> = {}, key = 'key-1') =>
      call('POST', '/sessions', sessionRequest(changes), { 'idempotency-key': key }),
    pay: (id: string, payment: object) => call('POST', `/sessions/${id}/pay`, payment),
    moveTo(instant: string) {
      now = new Date(instant);
    },
    /** Listens on a free port and answers the address. */
    listen: () => app.listen({ host: '127.0.0.1', port: 0 }),
  };
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return `http://127.0.0.1:${address.port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function singleValued({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
