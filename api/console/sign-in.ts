import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addressWith } from '../../console/staff/address.ts';
import { renderSignIn } from '../../console/staff/sign-in-page.ts';
import { wordingLocale, type WordingLocale } from '../../domain/messages/locale.ts';
import { later } from '../../domain/duration.ts';
import { DEV_KEY } from '../auth.ts';
import type { Dependencies } from '../dependencies.ts';
import { languageOf } from '../pages/send-page.ts';
import { RequestRefusal } from '../problems.ts';
import { Name } from '../schemas/customer.ts';
import { isFromHere } from './same-site.ts';
import { sendStaffPage } from './send-staff-page.ts';
import { cookieOf, noCookie } from './session.ts';

/** A page of the console and nothing else: an address that leads elsewhere is not followed. */
const To = z
  .string()
  .regex(/^\/console(?:[/?][^\\]*)?$/)
  .catch('/console')
  .default('/console');
const Asked = z.object({ to: To, why: z.string().max(40).optional() });
const Form = z.object({
  to: To,
  lang: z.string().max(35).catch('en'),
  person: z.string().catch(''),
  key: z.string().max(512).catch(''),
  dev: z.literal('yes').optional().catch(undefined),
});

/** Where somebody signs in with an API key, and out. */
export function serveSignIn(app: FastifyInstance, dependencies: Dependencies): void {
  const { devMode } = dependencies;
  app.get('/sign-in', async (request, reply) => {
    const locale = wordingLocale(languageOf(request) ?? 'en');
    return sendStaffPage(reply, renderSignIn({ ...Asked.parse(request.query), locale, devMode }));
  });
  app.post('/sign-in', (request, reply) => signIn(dependencies, request, reply));
  app.post('/sign-out', async (request, reply) => {
    const why = isFromHere(request, dependencies.publicUrl) ? 'signed_out' : undefined;
    if (why) void reply.header('set-cookie', noCookie(dependencies));
    return reply.redirect(toSignIn('/console', why), 303);
  });
}

/** Where somebody signs in who wants to go to `to`. */
export function toSignIn(to: string, why?: string): string {
  return addressWith('/console/sign-in', { ...(to === '/console' ? {} : { to }), ...(why ? { why } : {}) });
}

async function signIn(
  dependencies: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { devMode, consoleSessionMs, now } = dependencies;
  const { to, lang, dev, ...form } = Form.parse(request.body ?? {});
  const locale: WordingLocale = wordingLocale(lang);
  const again = (why: string | undefined, status: number) =>
    sendStaffPage(reply, renderSignIn({ locale, to, person: form.person, why, devMode }), status);
  if (!isFromHere(request, dependencies.publicUrl)) return again(undefined, 403);
  const person = Name.safeParse(form.person).data;
  if (person === undefined) return again('no_name', 422);
  const key = dev === 'yes' && devMode ? DEV_KEY : form.key.trim();
  if (!(await isValid(dependencies, key))) return again('wrong_key', 401);
  const session = { key, person, locale, until: later(now(), consoleSessionMs) };
  return reply.header('set-cookie', cookieOf(dependencies, session)).redirect(to, 303);
}

async function isValid({ keyring }: Dependencies, key: string): Promise<boolean> {
  try {
    await keyring.callerOf(`Bearer ${key}`);
    return true;
  } catch (error) {
    if (error instanceof RequestRefusal) return false;
    throw error;
  }
}
