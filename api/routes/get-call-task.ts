import { visibleCallTask } from '../call-tasks.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { CallTask, CallTaskParams } from '../schemas/call-task.ts';
import { callTaskView } from '../views/call-task.ts';

export const getCallTask = route({
  method: 'GET',
  url: '/v1/call-tasks/:id',
  scope: 'staff',
  summary: 'A call to make, with its script as the order is now',
  params: CallTaskParams,
  response: { 200: CallTask, 404: Problem },
  handler: async ({ params: { id }, caller, now }, { database: { client } }) =>
    callTaskView(await visibleCallTask(client, caller, id), now),
});
