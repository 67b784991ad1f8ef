import type { FastifyInstance } from 'fastify';
import { allAssets } from '../../console/assets.ts';

/** The files that pages link to. Their names change with what is in them, so that they are fetched once. */
export function serveAssets(app: FastifyInstance): void {
  for (const { path, type, body } of allAssets)
    app.get(path, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-type', type)
        .send(body),
    );
}
