import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../console/html.ts';
import { addressWith } from '../../console/staff/address.ts';
import { confirmPage } from '../../console/staff/confirm-page.ts';
import { doneMessage } from '../../console/staff/kit/message.ts';
import { frameWords } from '../../console/staff/words/frame.ts';
import { saidWords } from '../../console/staff/words/said.ts';
import type { Scope } from '../auth.ts';
import { sendChanges } from '../pages/send-changes.ts';
import { Order } from '../schemas/order.ts';
import { RestRefusal, at } from './rest.ts';
import { isFromHere } from './same-site.ts';
import { sendFile } from './send-file.ts';
import { refusalMessage, sendFramed, sendNotYours, sendPlain, sendRefusal } from './send-framed.ts';
import type { Fields, FormOf, StaffPage, Visit } from './staff-page.ts';
import { fieldsIn, pageOfForm, signOut, visitOf } from './visit.ts';
import type { ConsoleParts } from './visit.ts';

/** One request for a page, or from one of its forms. */
interface Serving {
  readonly page: StaffPage;
  readonly visit: Visit;
  readonly reply: FastifyReply;
}

interface Sent {
  readonly name: string;
  readonly form: FormOf;
  readonly fields: Fields;
  /** The form's own, not this page's: sent twice, it is done once. */
  readonly key: string;
  readonly isConfirmed: boolean;
}

/** Puts a page and its forms into the console. */
export function servePage(parts: ConsoleParts, page: StaffPage): void {
  const { app } = parts;
  const serve = servingOf(parts, page);
  app.get(page.path, (request, reply) => serve(page.scope, request, reply, showPage));
  if (page.follows) serveChanges(parts, page, page.follows);
  for (const [name, form] of Object.entries(page.forms ?? {})) {
    const path = `${page.path === '/' ? '' : page.path}/${name}`;
    app.post(path, (request, reply) =>
      serve(form.scope, request, reply, (serving) => takeForm(parts, serving, { name, form, request })),
    );
    // Somebody loads the address again that a refused form has left in the browser.
    app.get(path, async ({ url }, reply) => reply.redirect(pageOfForm(url), 303));
  }
}

/** Says to an open page when its order has changed; who may not read the order hears nothing of it. */
function serveChanges(parts: ConsoleParts, page: StaffPage, orderOf: (params: Fields) => string): void {
  const serve = servingOf(parts, page);
  parts.app.get(`${page.path}/changes`, { exposeHeadRoute: false }, (request, reply) =>
    serve(page.scope, request, reply, async ({ visit: { rest, params } }) => {
      const { id } = await rest.get(at`/v1/orders/${orderOf(params)}`, Order);
      return sendChanges(parts.dependencies, id, request, reply);
    }),
  );
}

/** Serves who is signed in and may do this. What the REST API refuses is a page that says so. */
function servingOf(parts: ConsoleParts, page: StaffPage) {
  return async (
    scope: Scope | readonly Scope[],
    request: FastifyRequest,
    reply: FastifyReply,
    work: (serving: Serving) => Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    const visit = await visitOf(parts, request, reply);
    if (!visit) return reply;
    if (!visit.may(scope)) return sendNotYours(reply, visit, scope);
    try {
      return await work({ page, visit, reply });
    } catch (error) {
      if (!(error instanceof RestRefusal)) throw error;
      return error.problem.code === 'unauthorized'
        ? signOut(parts, reply)
        : sendRefusal(reply, visit, error.problem);
    }
  };
}

async function showPage({ page, visit, reply }: Serving): Promise<FastifyReply> {
  const said = saidWords[visit.locale][visit.query['said'] ?? ''];
  return sendShown({ page, visit, reply }, said === undefined ? undefined : doneMessage(said));
}

async function takeForm(
  { dependencies: { publicUrl } }: ConsoleParts,
  { page, visit, reply }: Serving,
  { name, form, request }: { readonly name: string; readonly form: FormOf; readonly request: FastifyRequest },
): Promise<FastifyReply> {
  if (!isFromHere(request, publicUrl)) return sendPlain(reply, visit, frameWords[visit.locale].foreign, 403);
  const { key = visit.formKey, confirmed, ...fields } = fieldsIn(request.body);
  const sent = { name, form, fields, key, isConfirmed: confirmed === 'yes' };
  try {
    return await carryOut({ page, visit, reply }, sent);
  } catch (error) {
    if (!(error instanceof RestRefusal) || error.problem.code === 'unauthorized') throw error;
    return showRefused({ page, visit, reply }, sent, error);
  }
}

async function carryOut({ page, visit, reply }: Serving, sent: Sent): Promise<FastifyReply> {
  const { name, form, fields, key, isConfirmed } = sent;
  const { path, locale } = visit;
  const acting = { ...visit, formKey: key };
  // What a list was narrowed to is in the address of its forms too, so that it stays so.
  const { said: _said, ...asked } = visit.query;
  if (form.ask && !isConfirmed) {
    const question = await form.ask(acting, fields);
    const place = {
      action: addressWith(`${path}/${name}`, asked),
      back: addressWith(path, asked),
      fields: { ...fields, key },
      locale,
    };
    return sendFramed(reply, visit, { title: question.title, main: confirmPage(question, place) });
  }
  const done = await form.act(acting, fields);
  if ('said' in done) {
    const { said, to } = done;
    const next = to === undefined ? addressWith(path, { ...asked, said }) : addressWith(to, { said });
    return reply.redirect(next, 303);
  }
  const shown = done.keeps ? { ...visit, refused: enteredIn(sent) } : visit;
  return sendShown({ page, visit: shown, reply }, doneMessage(done.show));
}

/** What was entered, for the form on the page that it was entered in. */
function enteredIn({ name, form, fields }: Sent, errors: Fields = {}) {
  return { form: form.of ?? name, values: fields, errors };
}

/** The page again, with what was refused at its top and what was entered in its form. */
async function showRefused(
  { page, visit, reply }: Serving,
  sent: Sent,
  { problem }: RestRefusal,
): Promise<FastifyReply> {
  const errors = Object.fromEntries(problem.errors.map(({ field, message }) => [field, message]));
  const again: Visit = { ...visit, refused: enteredIn(sent, errors) };
  const message = await refusalMessage(visit, problem);
  return sendShown({ page, visit: again, reply }, message, problem.status);
}

async function sendShown(
  { page, visit, reply }: Serving,
  message: Html | undefined,
  status = 200,
): Promise<FastifyReply> {
  const shown = await page.show(visit);
  if ('to' in shown) return reply.redirect(shown.to, 303);
  if ('file' in shown) return sendFile(reply, shown.file);
  const events = page.follows && `${visit.path}/changes`;
  return sendFramed(reply, visit, { ...shown, message, events }, status);
}
