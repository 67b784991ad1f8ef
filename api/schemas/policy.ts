import { z } from 'zod';
import { PolicyDocument } from '../../domain/policy/schema.ts';
import { OutsideId } from './fields.ts';

export const PolicyParams = z.object({ name: OutsideId });

/** A whole or partial document; domain/policy says which field is bad. */
export const PartialPolicy = z.record(z.string(), z.json()).meta({
  description:
    'A whole or partial policy document: objects are merged by field with the policy default, arrays are replaced.',
});

export const PolicyVersion = z
  .object({ name: z.string(), version: z.int(), document: PolicyDocument.meta({ id: 'PolicyDocument' }) })
  .meta({ id: 'PolicyVersion' });
