import { checkIntegrity as check } from '../../prisma/integrity.ts';
import { route } from '../route.ts';
import { Integrity } from '../schemas/integrity.ts';

export const checkIntegrity = route({
  method: 'GET',
  url: '/v1/integrity',
  scope: 'admin',
  summary:
    'Check everything that must be true of money, stock and orders; an empty list is what should always come',
  response: { 200: Integrity },
  handler: async ({ now }, { database }) => ({
    checkedAt: now,
    violations: [...(await check(database.client, now))],
  }),
});
