import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { framed } from '../../console/staff/frame.ts';
import { plainPage } from '../../console/staff/plain-page.ts';
import { frameWords } from '../../console/staff/words/frame.ts';
import { wordingLocale } from '../../domain/messages/locale.ts';
import { answerOfError } from '../answers.ts';
import type { Dependencies } from '../dependencies.ts';
import { languageOf } from '../pages/send-page.ts';
import { staffPages } from './pages.ts';
import { sendPlain } from './send-framed.ts';
import { sendStaffPage } from './send-staff-page.ts';
import { servePage } from './serve-page.ts';
import { serveSignIn } from './sign-in.ts';
import { visitOf } from './visit.ts';

/** The most a form of ours has: the whole document of a policy, with room for many exceptions. */
const LARGEST_FORM = 200_000;

/** The console of a shop's staff, below `/console`. All it knows and does is the REST API's, asked with the person's own key. */
export async function serveConsole(app: FastifyInstance, dependencies: Dependencies): Promise<void> {
  const parts = { app, dependencies, pages: staffPages };
  await app.register(formbody, { bodyLimit: LARGEST_FORM });
  app.setErrorHandler((error, request, reply) => trouble(dependencies, error, request, reply));
  app.setNotFoundHandler(async (request, reply) => {
    const visit = await visitOf(parts, request, reply);
    return visit ? sendPlain(reply, visit, frameWords[visit.locale].notFound, 404) : reply;
  });
  serveSignIn(app, dependencies);
  for (const page of staffPages) servePage(parts, page);
}

/** A person reads this: one sentence in the browser's language. */
function trouble(
  { log }: Dependencies,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status } = answerOfError(error, (err) =>
    log.error({ err, requestId: request.id }, 'a page of the console failed'),
  );
  const locale = wordingLocale(languageOf(request) ?? 'en');
  const { title, say } = frameWords[locale].trouble;
  return sendStaffPage(reply, framed({ locale, title, menu: [], main: plainPage(title, say) }), status);
}
