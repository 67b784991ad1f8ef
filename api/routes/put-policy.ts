import { policies } from '../../prisma/policies.ts';
import { policyOf } from '../policy-document.ts';
import { RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { PartialPolicy, PolicyParams, PolicyVersion } from '../schemas/policy.ts';

export const putPolicy = route({
  method: 'PUT',
  url: '/v1/policies/:name',
  scope: 'admin',
  summary: 'Write the next version of a policy; orders keep the version they were placed under',
  params: PolicyParams,
  body: PartialPolicy,
  response: { 200: PolicyVersion },
  handler: async ({ params: { name }, body, caller }, { database }) => {
    // Policies belong to no shop: a key for one shop may not change what others follow.
    if (caller.shop !== undefined) throw new RequestRefusal('wrong_shop');
    return database.transaction(async (client) =>
      policies(client).put(name, await policyOf(client, { document: body, name })),
    );
  },
});
