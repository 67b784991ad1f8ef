import { z } from 'zod';
import { callTaskStates } from '../../domain/call-tasks/call-task.ts';
import { callBriefs } from '../../prisma/call-briefs.ts';
import { listCallTasks as callTaskPage } from '../../prisma/call-task-listing.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { CallTask } from '../schemas/call-task.ts';
import { OutsideId } from '../schemas/fields.ts';
import { callTaskView } from '../views/call-task.ts';

/** The task a page ended with. */
const Position = z.strictObject({ createdAt: z.iso.datetime(), id: z.uuid() });

export const listCallTasks = route({
  method: 'GET',
  url: '/v1/call-tasks',
  scope: 'staff',
  summary: 'Calls to make instead of reminders, oldest first; a claim that has run out counts as open',
  query: z.strictObject({
    ...pageQuery,
    orderId: OutsideId.optional(),
    state: z.enum(callTaskStates).optional(),
  }),
  response: { 200: listOf(CallTask) },
  handler: async ({ query: { limit, cursor, ...filter }, caller, now }, { database: { client } }) => {
    const page = pageOf({ limit, cursor }, Position);
    const narrowed = { ...filter, shop: caller.shop };
    const load = async (take: number) => {
      const tasks = await callTaskPage(client, narrowed, { after: page.after, limit: take }, now);
      return callBriefs(client, tasks);
    };
    return listPage(page, load, {
      view: (brief) => callTaskView(brief, now),
      position: ({ task: { createdAt, id } }) => ({ createdAt, id }),
    });
  },
});
