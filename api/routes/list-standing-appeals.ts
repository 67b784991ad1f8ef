import { z } from 'zod';
import { standingAppeals } from '../../prisma/standing-appeals.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { StandingAppeal } from '../schemas/standing-appeal.ts';
import { appealView } from '../views/standing-appeal.ts';

/** The appeal a page ended with. */
const Position = z.strictObject({ at: z.iso.datetime(), id: z.uuid() });

export const listStandingAppeals = route({
  method: 'GET',
  url: '/v1/standing-appeals',
  scope: 'staff',
  summary: 'What buyers say against their standing, oldest first; state=open leaves those that wait',
  query: z.strictObject({ ...pageQuery, state: z.enum(['open', 'decided']).optional() }),
  response: { 200: listOf(StandingAppeal) },
  handler: async ({ query: { limit, cursor, state } }, { database }) => {
    const page = pageOf({ limit, cursor }, Position);
    const open = state === undefined ? undefined : state === 'open';
    const list = (take: number) =>
      standingAppeals(database.client).list({ open, after: page.after, limit: take });
    return listPage(page, list, { view: appealView, position: ({ at, id }) => ({ at, id }) });
  },
});
