import type { FastifyInstance } from 'fastify';
import { renderStartPage } from '../../console/start/start-page.ts';
import { wordingLocale } from '../../domain/messages/locale.ts';
import { languageOf, sendPage } from './send-page.ts';

/** The root of the address tells a person where to go on. */
export function serveStartPage(app: FastifyInstance): void {
  app.get('/', async (request, reply) =>
    sendPage(reply, { page: renderStartPage(wordingLocale(languageOf(request) ?? 'en')) }),
  );
}
