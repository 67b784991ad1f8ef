import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderTroublePage } from '../../console/pay/pay-page.ts';
import { wordingLocale } from '../../domain/messages/locale.ts';
import { answerOfError } from '../answers.ts';
import type { Dependencies } from '../dependencies.ts';
import { serveAssets } from './assets.ts';
import { servePayPage } from './pay-page.ts';
import { serveShortLinks } from './short-link.ts';
import { languageOf, sendNotFound, sendPage } from './send-page.ts';
import { serveStartPage } from './start-page.ts';
import { serveStopPage } from './stop-page.ts';

/** The pages behind signed links: to pay, and to stop messages. They need no key; whoever has the link may use it. */
export async function servePages(app: FastifyInstance, dependencies: Dependencies): Promise<void> {
  await app.register(formbody, { bodyLimit: LARGEST_FORM });
  await app.register(multipart, { throwFileSizeLimit: false }); // who reads a form says what is too much of it
  app.setErrorHandler((error, request, reply) => trouble(dependencies, error, request, reply));
  serveAssets(app);
  serveStartPage(app);
  servePayPage(app, dependencies);
  serveStopPage(app, dependencies);
  serveShortLinks(app, dependencies);
}

/** Forms of ours have a handful of short fields. */
const LARGEST_FORM = 10_000;

/** A person reads this: one sentence in his language. */
function trouble(
  { log }: Dependencies,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status } = answerOfError(error, (err) => log.error({ err }, 'a page failed'));
  if (status === 404) return sendNotFound(request, reply);
  const locale = wordingLocale(languageOf(request) ?? 'en');
  return sendPage(reply, { status, page: renderTroublePage({ locale }) });
}
