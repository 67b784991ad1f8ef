import { policies } from '../../prisma/policies.ts';
import { entityTag } from '../if-match.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { PolicyParams, PolicyVersion } from '../schemas/policy.ts';

export const getPolicy = route({
  method: 'GET',
  url: '/v1/policies/:name',
  scope: ['staff', 'admin'],
  summary: 'A policy in its newest version; its ETag is for If-Match',
  params: PolicyParams,
  response: { 200: PolicyVersion, 404: Problem },
  handler: async ({ params: { name }, setHeader }, { database }) => {
    const policy = await policies(database.client).newest(name);
    if (!policy) throw new RequestRefusal('policy_not_found', { facts: { name } });
    setHeader('etag', entityTag(policy));
    return policy;
  },
});
