import type { z } from 'zod';
import { callContacts } from '../../prisma/call-contacts.ts';
import { requestNotes } from '../../prisma/request-notes.ts';
import { requireToBeDone, visibleCallTask } from '../call-tasks.ts';
import type { Dependencies } from '../dependencies.ts';
import { askOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { isReasonCode } from '../request-reason.ts';
import { route } from '../route.ts';
import { CallOutcomeReport, CallTask, CallTaskParams } from '../schemas/call-task.ts';
import { callTaskView } from '../views/call-task.ts';

export const reportCallOutcome = route({
  method: 'POST',
  url: '/v1/call-tasks/:id/outcome',
  scope: 'staff',
  summary: 'What came of a call; the order does what follows from it before this is answered',
  params: CallTaskParams,
  body: CallOutcomeReport,
  response: { 200: CallTask, 404: Problem, 409: Problem },
  handler: async ({ params: { id }, body, caller, requestId, now }, dependencies) => {
    const { client } = dependencies.database;
    const { task, order } = await visibleCallTask(client, caller, id);
    requireToBeDone(task);
    const words = await keepWords(dependencies, body, { requestId, orderId: order.id, now });
    await askOrder(dependencies, order, {
      kind: 'call_outcome',
      requestId,
      taskId: id,
      outcome: body.outcome,
      key: caller.apiKeyId,
      gift: body.gift ?? false,
      ...words,
    });
    return callTaskView(await visibleCallTask(client, caller, id), now);
  },
});

interface Request {
  readonly requestId: string;
  readonly orderId: string;
  readonly now: string;
}

/** What the workflow may know of the words that came: codes, and the ids under which the rest is stored (rules.md 9). */
async function keepWords(
  { database: { client } }: Pick<Dependencies, 'database'>,
  { outcome, note, reason, contact }: z.output<typeof CallOutcomeReport>,
  { requestId: id, orderId, now: at }: Request,
) {
  if (note !== undefined) await requestNotes(client).keep({ id, orderId, note, at });
  if (contact) {
    const { name = null, phone = null, email = null, locale = null } = contact;
    await callContacts(client).keep({ id, orderId, name, phone, email, locale, at });
  }
  const code = reason ?? (note !== undefined && isReasonCode(note) ? note : 'other');
  return {
    ...(outcome === 'not_wanted' ? { reason: code } : {}),
    ...(note === undefined ? {} : { noteId: id }),
    ...(contact ? { contactId: id } : {}),
  };
}
