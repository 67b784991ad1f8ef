import { z } from 'zod';
import { scopes } from '../auth.ts';
import { AnsweredInstant, OutsideId } from './fields.ts';

export const NewApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z
    .array(z.enum(scopes))
    .min(1, 'must have at least one')
    .refine((list) => new Set(list).size === list.length, 'must not name a scope twice'),
  shop: OutsideId.optional(),
});

/** A key, shown this once. */
export const CreatedApiKey = z.object({ id: z.uuid(), key: z.string() }).meta({ id: 'CreatedApiKey' });

export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    shop: z.string().optional(),
    createdAt: AnsweredInstant,
  })
  .meta({ id: 'ApiKey' });
