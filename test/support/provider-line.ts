import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** The line between us and a provider. It can be cut for some orders, and the provider is out of reach for them alone. */
export interface ProviderLine {
  readonly url: string;
  /** Orders whose ids begin so reach nobody. */
  cut(beginning: string): void;
  mend(beginning: string): void;
  /** The next request to this path reaches the provider, but its answer gets lost. Settles once the provider has done it. */
  loseAnswerTo(path: string): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const Named = z.object({ orderId: z.string() });
const Session = z.object({ id: z.string(), orderId: z.string() });

/** Opens a line to the sandbox provider at `target()`, which may come later. */
export async function openProviderLine(target: () => string): Promise<ProviderLine> {
  const cuts = new Set<string>();
  /** Whose session it is: the line has seen them being opened. */
  const owners = new Map<string, string>();
  const losses = new Map<string, () => void>();
  const server = createServer((request, response) => {
    const loss = losses.get(request.url ?? '');
    losses.delete(request.url ?? '');
    const answer = ({ status, text }: Answer): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    void passOn(request).then(loss ?? answer, () => response.writeHead(502).end());
  });
  const passOn = async (request: IncomingMessage): Promise<Answer> => {
    const { method = 'GET', url = '/', headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const orderId = orderOf(url, body, owners);
    if ([...cuts].some((beginning) => orderId.startsWith(beginning))) return { status: 503, text: '' };
    const key = headers['idempotency-key'];
    const answer = await fetch(target() + url, {
      method,
      headers: {
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
        ...(typeof key === 'string' ? { 'idempotency-key': key } : {}),
      },
      ...(body === '' ? {} : { body }),
    });
    const text = await answer.text();
    const session = Session.safeParse(jsonOf(text)).data;
    if (session) owners.set(session.id, session.orderId);
    return { status: answer.status, text };
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    cut: (beginning) => void cuts.add(beginning),
    mend: (beginning) => void cuts.delete(beginning),
    loseAnswerTo: (path) => new Promise((resolve) => void losses.set(path, resolve)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The order a request is about: by its body, its query, or the session in its path. */
function orderOf(url: string, body: string, owners: ReadonlyMap<string, string>): string {
  const { pathname, searchParams } = new URL(url, 'http://provider');
  const inPath = owners.get(pathname.split('/')[2] ?? '');
  return Named.safeParse(jsonOf(body)).data?.orderId ?? searchParams.get('orderId') ?? inPath ?? '';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
