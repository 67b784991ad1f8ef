import { isDeepStrictEqual } from 'node:util';
import { policies } from '../../prisma/policies.ts';
import { entityTag, requireMatch } from '../if-match.ts';
import { policyOf } from '../policy-document.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { PartialPolicy, PolicyParams, PolicyVersion } from '../schemas/policy.ts';

export const putPolicy = route({
  method: 'PUT',
  url: '/v1/policies/:name',
  scope: 'admin',
  summary:
    'Write the next version of a policy; orders keep the version they were placed under, If-Match guards against lost updates',
  params: PolicyParams,
  body: PartialPolicy,
  response: { 200: PolicyVersion, 412: Problem },
  handler: async ({ params: { name }, body, caller, headers, setHeader }, { database }) => {
    // Policies belong to no shop: a key for one shop may not change what others follow.
    if (caller.shop !== undefined) throw new RequestRefusal('wrong_shop');
    const ifMatch = headers['if-match'];
    const policy = await database.transaction(async (client) => {
      const current = await policies(client).lockNewest(name);
      const document = await policyOf(client, { document: body, name });
      // What is there already as it was asked for is no lost update: the answer to the first sending may have been lost.
      if (ifMatch !== undefined && !isDeepStrictEqual(current?.document, document))
        requireMatch(ifMatch, current, { name, version: current?.version });
      return policies(client).put(name, document);
    });
    setHeader('etag', entityTag(policy));
    return policy;
  },
});
