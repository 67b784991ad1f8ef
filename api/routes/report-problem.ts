import { problems } from '../../prisma/problems.ts';
import { requestNotes } from '../../prisma/request-notes.ts';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { OrderParams } from '../schemas/params.ts';
import { ProblemReport, ReportedProblem } from '../schemas/problem-report.ts';

export const reportProblem = route({
  method: 'POST',
  url: '/v1/orders/:orderId/problems',
  scope: ['orders', 'staff'],
  summary: 'Report a problem: reminders and closing wait for it',
  params: OrderParams,
  body: ProblemReport,
  response: { 201: ReportedProblem, 404: Problem, 409: Problem },
  handler: async ({ params, body: { kind, note }, caller, requestId, now }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    const { client } = dependencies.database;
    await requestNotes(client).keep({ id: requestId, orderId: order.id, note, at: now });
    const request = {
      kind: 'report_problem',
      requestId,
      problemId: requestId,
      problem: kind,
      noteId: requestId,
    } as const;
    await askOrder(dependencies, order, request);
    const problem = await problems(client).find(requestId);
    if (!problem) throw new Error(`problem ${requestId} was accepted and is not there`);
    const { id, at } = problem;
    return { id, kind, note, at };
  },
});
