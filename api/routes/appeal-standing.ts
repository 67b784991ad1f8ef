import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { CustomerParams } from '../schemas/params.ts';
import { AppealWords, StandingAppeal } from '../schemas/standing-appeal.ts';
import { appeal } from '../standing-appeals.ts';
import { appealView } from '../views/standing-appeal.ts';

export const appealStanding = route({
  method: 'POST',
  url: '/v1/customers/:customerId/standing/appeal',
  scope: ['orders', 'staff'],
  summary: 'A buyer says that his standing is wrong; a person decides',
  params: CustomerParams,
  body: AppealWords,
  response: { 201: StandingAppeal, 404: Problem, 409: Problem },
  handler: async ({ params: { customerId }, body: { note }, now, requestId }, { database }) =>
    appealView(
      await database.transaction((client) => appeal(client, customerId, { id: requestId, note, now })),
    ),
});
