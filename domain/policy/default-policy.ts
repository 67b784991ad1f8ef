import document from './default-policy.json' with { type: 'json' };
import { PolicyDocument } from './schema.ts';
import type { Policy } from './schema.ts';

/** The policy every shop starts from, and which fills what a partial policy leaves out. */
export const defaultPolicy: Policy = PolicyDocument.parse(document);
