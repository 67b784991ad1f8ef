import type { FastifyReply } from 'fastify';
import type { Html } from '../../console/html.ts';
import { addressWith } from '../../console/staff/address.ts';
import { framed, type FramedPage, type MenuEntry } from '../../console/staff/frame.ts';
import { plainPage } from '../../console/staff/plain-page.ts';
import { problemMessage } from '../../console/staff/problem-message.ts';
import { frameWords, menuNames } from '../../console/staff/words/frame.ts';
import type { Scope } from '../auth.ts';
import type { Problem } from '../problems.ts';
import { readerOf } from './reader-of.ts';
import { sendStaffPage } from './send-staff-page.ts';
import type { Shown, Visit } from './staff-page.ts';

/** Sends what a page shows, in the console's frame. */
export function sendFramed(
  reply: FastifyReply,
  visit: Visit,
  shown: Shown & Pick<FramedPage, 'message' | 'events'>,
  status = 200,
): FastifyReply {
  const { locale, person, path, query } = visit;
  const lang = frameWords[locale].otherLanguage.locale;
  const { said: _said, ...asked } = query;
  const inOtherLanguage = addressWith(path, { ...asked, lang });
  const page = { ...shown, locale, person, menu: menuOf(visit), inOtherLanguage };
  return sendStaffPage(reply, framed(page), status);
}

/** A page in place of one that can't be shown: one sentence, and the way back. */
export function sendPlain(
  reply: FastifyReply,
  visit: Visit,
  { title, say }: { readonly title: string; readonly say: string },
  status: number,
): FastifyReply {
  const home = { href: '/console', name: frameWords[visit.locale].toOverview };
  return sendFramed(reply, visit, { title, main: plainPage(title, say, home) }, status);
}

/** In words, not a bare 403: what it needs, and what the key has. */
export function sendNotYours(
  reply: FastifyReply,
  visit: Visit,
  scope: Scope | readonly Scope[],
): FastifyReply {
  const { title, say } = frameWords[visit.locale].notYours;
  const needed = [scope].flat().join(' / ');
  return sendPlain(reply, visit, { title, say: say(needed, visit.scopes.join(', ')) }, 403);
}

/** What the REST API refused, as a page. */
export async function sendRefusal(
  reply: FastifyReply,
  visit: Visit,
  problem: Problem,
): Promise<FastifyReply> {
  const { title, say } = frameWords[visit.locale].refused;
  const home = { href: '/console', name: frameWords[visit.locale].toOverview };
  const message = await refusalMessage(visit, problem);
  return sendFramed(reply, visit, { title, main: plainPage(title, say, home), message }, problem.status);
}

/** What the REST API refused, as the top of a page has it. */
export async function refusalMessage(visit: Visit, problem: Problem): Promise<Html> {
  return problemMessage(problem, await readerOf(visit));
}

function menuOf({ pages, path }: Visit): readonly MenuEntry[] {
  return menuNames.flatMap((name) => {
    const href = pages[name];
    if (href === undefined) return [];
    const isCurrent = href === '/console' ? path === href : path === href || path.startsWith(`${href}/`);
    return [{ name, href, isCurrent }];
  });
}
