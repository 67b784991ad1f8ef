import { z } from 'zod';
import { listProblems as problemsPage } from '../../prisma/problem-listing.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { OutsideId } from '../schemas/fields.ts';
import { ListedProblem } from '../schemas/problem-report.ts';
import { present } from '../views/present.ts';

/** The problem a page ended with. */
const Position = z.strictObject({ at: z.iso.datetime(), id: z.uuid() });

export const listProblems = route({
  method: 'GET',
  url: '/v1/problems',
  scope: ['orders', 'staff'],
  summary: 'Problems that buyers reported, oldest first; state=open leaves those that hold up their orders',
  query: z.strictObject({
    ...pageQuery,
    orderId: OutsideId.optional(),
    state: z.enum(['open', 'resolved']).optional(),
  }),
  response: { 200: listOf(ListedProblem) },
  handler: async (
    { query: { limit, cursor, orderId, state }, caller: { shop } },
    { database: { client } },
  ) => {
    const page = pageOf({ limit, cursor }, Position);
    const isOpen = state === undefined ? undefined : state === 'open';
    const load = (take: number) =>
      problemsPage(client, { orderId, isOpen, shop }, { after: page.after, limit: take });
    return listPage(page, load, {
      view: ({ resolvedAt, ...problem }) => ({ ...problem, ...present({ resolvedAt }) }),
      position: ({ at, id }) => ({ at, id }),
    });
  },
});
