import { z } from 'zod';
import { webhookKey } from '../../providers/standard-webhooks.ts';

/** The secret a simulated outside system signs its webhooks with. */
export const WebhookSecret = z.string().refine(isKey, 'must be whsec_ and base64');

function isKey(secret: string): boolean {
  try {
    webhookKey(secret);
    return true;
  } catch {
    return false;
  }
}
