import { z } from 'zod';
import { claimCallTask as claim } from '../call-tasks.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { CallTask, CallTaskParams } from '../schemas/call-task.ts';
import { Name } from '../schemas/customer.ts';
import { callTaskView } from '../views/call-task.ts';

export const claimCallTask = route({
  method: 'POST',
  url: '/v1/call-tasks/:id/claim',
  scope: 'staff',
  summary:
    'Take a call, so that nobody else makes it; it is free again when the time the policy gives is over',
  params: CallTaskParams,
  body: z.strictObject({
    by: Name.optional().meta({ description: 'Who will call; the API key if left out.' }),
  }),
  response: { 200: CallTask, 404: Problem, 409: Problem },
  handler: async ({ params: { id }, body: { by }, caller, now }, dependencies) =>
    callTaskView(await claim(dependencies, { caller, id, by, now }), now),
});
