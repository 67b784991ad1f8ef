import { createServer } from 'node:http';

/** Takes webhooks of a simulated outside system and remembers them. */
export interface Listener {
  readonly url: string;
  readonly webhooks: {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string;
  }[];
  /** Answers so many of the next ones 503. */
  refuse(times: number): void;
  close(): Promise<void>;
}

export async function listenTo(): Promise<Listener> {
  const webhooks: Listener['webhooks'] = [];
  let refusals = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
      );
      webhooks.push({ headers, body });
      refusals -= 1;
      response.writeHead(refusals >= 0 ? 503 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    webhooks,
    refuse: (times) => (refusals = times),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
