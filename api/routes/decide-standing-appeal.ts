import { z } from 'zod';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { AppealDecision, StandingAppeal } from '../schemas/standing-appeal.ts';
import { decideAppeal } from '../standing-appeals.ts';
import { appealView } from '../views/standing-appeal.ts';

export const decideStandingAppeal = route({
  method: 'POST',
  url: '/v1/standing-appeals/:id/decide',
  scope: 'staff',
  summary: 'Decide an appeal: granted puts the buyer in good standing, refused leaves him as he is',
  params: z.object({ id: z.uuid() }),
  body: AppealDecision,
  response: { 200: StandingAppeal, 404: Problem, 409: Problem },
  handler: async ({ params: { id }, body, now }, { database }) =>
    appealView(await database.transaction((client) => decideAppeal(client, id, { ...body, now }))),
});
