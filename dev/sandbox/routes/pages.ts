import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { amountTyped } from '../pages/amount-text.ts';
import { checkoutPage } from '../pages/checkout-page.ts';
import { notFoundPage } from '../pages/layout.ts';
import { sessionsPage } from '../pages/sessions-page.ts';
import { contentSecurityPolicy } from '../pages/style.ts';
import { SandboxProblem } from '../problem.ts';
import { clockOf, Payment, paySession, type Sandbox } from '../sessions.ts';
import type { Session } from '../session.ts';
import { SessionPath, type RouteParts } from './parts.ts';

/** How many sessions the front page shows. */
const SHOWN = 50;

/** A button of the checkout page. `action` is an outcome, or `failed:` and a code. */
const Form = z.object({ action: z.string(), amount: z.string().optional(), webhook: z.string().optional() });

/** The pages on which a person pays: plain HTML and forms, no script. */
export async function pageRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  await app.register(formbody);
  const { sandbox, faults } = parts;
  app.route({
    method: 'GET',
    url: '/',
    handler: async (_request, reply) => {
      const newest = sandbox.records.newestSessions(SHOWN).toReversed();
      const listed = newest.map((session) => ({ session, at: clockOf(sandbox, session.request.orderId) }));
      return answerPage(reply, 200, sessionsPage(listed, faults.current().mode));
    },
  });
  app.route({
    method: 'GET',
    url: '/sessions/:id/checkout',
    handler: async (request, reply) => answerCheckout(reply, sandbox, SessionPath.parse(request.params).id),
  });
  app.route({
    method: 'POST',
    url: '/sessions/:id/checkout',
    handler: async (request, reply) => {
      const { id } = SessionPath.parse(request.params);
      const session = sandbox.records.session(id);
      const refusal = session && payAsChosen(sandbox, session, request.body);
      return session && !refusal
        ? reply.redirect(session.request.returnUrl, 303)
        : answerCheckout(reply, sandbox, id, refusal);
    },
  });
}

interface Refusal {
  readonly status: number;
  readonly why: string;
}

/** Pays as the person chose, or says why not: somebody else may have paid or closed the session since the page was shown. */
function payAsChosen(sandbox: Sandbox, session: Session, body: unknown): Refusal | undefined {
  const payment = paymentChosen(session, body);
  if (!payment) return { status: 422, why: 'That is no amount that can be paid.' };
  try {
    paySession(sandbox, session.id, payment);
    return undefined;
  } catch (error) {
    if (error instanceof SandboxProblem) return { status: error.status, why: error.message };
    throw error;
  }
}

function answerCheckout(reply: FastifyReply, sandbox: Sandbox, id: string, refusal?: Refusal): FastifyReply {
  const session = sandbox.records.session(id);
  if (!session) return answerPage(reply, 404, notFoundPage());
  const text = checkoutPage(session, clockOf(sandbox, session.request.orderId), refusal?.why);
  return answerPage(reply, refusal?.status ?? 200, text);
}

/** What the person chose, or undefined when the amount typed can't be paid. */
function paymentChosen({ request }: Session, body: unknown): Payment | undefined {
  const { action, amount, webhook } = Form.parse(body);
  const [outcome, failureCode] = action.split(':');
  const chosen = {
    outcome,
    failureCode,
    webhook,
    ...(amount === undefined ? {} : { amount: amountTyped(amount, request.currency) ?? 0 }),
  };
  return Payment.safeParse(chosen).data;
}

function answerPage(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .type('text/html; charset=utf-8')
    .send(text);
}
