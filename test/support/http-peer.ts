import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';

/** One request as it came. */
export interface PeerRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What the peer answers; `hang`: nothing at all, `cut`: it takes the request and breaks the line. */
export type PeerAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | 'hang'
  | 'cut';

export interface HttpPeer {
  readonly url: string;
  readonly requests: PeerRequest[];
  /** What it answers from now on. */
  answer: (request: PeerRequest) => PeerAnswer;
  close(): Promise<void>;
}

/** A real HTTP server on a port of its own, standing for somebody else's. */
export async function httpPeer(
  answer: HttpPeer['answer'] = () => ({ status: 200, body: {} }),
): Promise<HttpPeer> {
  const requests: PeerRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const known = { method, url, headers, body: Buffer.concat(chunks) };
      requests.push(known);
      const said = peer.answer(known);
      if (said === 'hang') return;
      if (said === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
      response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {}));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const peer: HttpPeer = {
    url: `http://127.0.0.1:${portOf(server)}`,
    requests,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return peer;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
