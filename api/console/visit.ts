import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { wordingLocale } from '../../domain/messages/locale.ts';
import type { MenuName } from '../../console/staff/words/frame.ts';
import type { Caller, Scope } from '../auth.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefusal } from '../problems.ts';
import { restOf } from './rest.ts';
import { cookieOf, noCookie, sessionOf } from './session.ts';
import type { Session } from './session.ts';
import { toSignIn } from './sign-in.ts';
import type { Fields, StaffPage, Visit } from './staff-page.ts';

/** What the console's pages are served with. */
export interface ConsoleParts {
  readonly app: FastifyInstance;
  readonly dependencies: Dependencies;
  readonly pages: readonly StaffPage[];
}

const AnyFields = z
  .record(z.string(), z.union([z.string(), z.array(z.string()).transform((all) => all.at(-1) ?? '')]))
  .catch({});

/** Parameters, a query or a form's fields, each once: the last of several counts. */
export function fieldsIn(sent: unknown): Fields {
  return AnyFields.parse(sent);
}

/**
 * Who asks for a page. Nobody, or somebody whose key is not valid any more, is sent to sign in; `?lang=` changes what language he reads
 * from then on. Undefined: the reply has been sent.
 */
export async function visitOf(
  parts: ConsoleParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visit | undefined> {
  const { dependencies } = parts;
  const session = sessionOf(dependencies, request.headers.cookie);
  const wanted = request.method === 'GET' ? request.url : '/console';
  if (!session) return void reply.redirect(toSignIn(wanted), 303);
  const caller = await callerOf(dependencies, session);
  if (!caller) return void signOut(parts, reply);
  const { lang, ...query } = fieldsIn(request.query);
  const spoken = lang === undefined ? session : { ...session, locale: wordingLocale(lang) };
  if (lang !== undefined) void reply.header('set-cookie', cookieOf(dependencies, spoken));
  return visitBy({ parts, session: spoken, caller, request, query });
}

/** Forgets who was signed in: his key is not valid any more. */
export function signOut({ dependencies }: ConsoleParts, reply: FastifyReply): FastifyReply {
  return reply.header('set-cookie', noCookie(dependencies)).redirect(toSignIn('/console', 'ended'), 303);
}

async function callerOf({ keyring }: Dependencies, { key }: Session): Promise<Caller | undefined> {
  try {
    return await keyring.callerOf(`Bearer ${key}`);
  } catch (error) {
    if (error instanceof RequestRefusal) return undefined;
    throw error;
  }
}

function visitBy({
  parts: { app, dependencies, pages },
  session: { key, person, locale },
  caller: { scopes, shop },
  request,
  query,
}: {
  readonly parts: ConsoleParts;
  readonly session: Session;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly query: Fields;
}): Visit {
  const may = (wanted: Scope | readonly Scope[]) => [wanted].flat().some((scope) => scopes.includes(scope));
  return {
    rest: restOf(app, key),
    person,
    locale,
    shop,
    scopes,
    may,
    pages: placesOf(pages.filter(({ scope }) => may(scope))),
    path: pathOf(request),
    params: fieldsIn(request.params),
    query,
    formKey: randomUUID(),
    now: dependencies.now(),
  };
}

/** Where a page is; a form is sent to the page's address and its own name. */
function pathOf({ url, method }: FastifyRequest): string {
  const path = url.split('?', 1)[0] ?? url;
  return method === 'POST' ? pageOfForm(path) : path;
}

/** The address of the page that a form's address belongs to. */
export function pageOfForm(path: string): string {
  return path.replace(/\/[^/?]+(?:\?.*)?$/, '');
}

function placesOf(pages: readonly StaffPage[]): Partial<Record<MenuName, string>> {
  return Object.fromEntries(pages.flatMap(({ menu, path }) => (menu ? [[menu, addressOf(path)]] : [])));
}

/** The address of a page without parameters. */
export function addressOf(path: StaffPage['path']): string {
  return path === '/' ? '/console' : `/console${path}`;
}
