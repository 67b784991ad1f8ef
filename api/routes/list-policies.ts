import { z } from 'zod';
import { policies } from '../../prisma/policies.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { OutsideId } from '../schemas/fields.ts';
import { PolicyVersion } from '../schemas/policy.ts';

export const listPolicies = route({
  method: 'GET',
  url: '/v1/policies',
  scope: ['staff', 'admin'],
  summary: 'The newest version of every policy, by name',
  query: z.strictObject(pageQuery),
  response: { 200: listOf(PolicyVersion) },
  handler: async ({ query }, { database }) => {
    const page = pageOf(query, OutsideId);
    return listPage(page, (limit) => policies(database.client).list({ after: page.after ?? '', limit }), {
      view: (policy) => policy,
      position: ({ name }) => name,
    });
  },
});
