import type { Alert } from '../../prisma/alerts.ts';
import { present } from './present.ts';

/** An alert as the API tells it. */
export function alertView({ id, kind, subject, facts, at, acknowledgedAt }: Alert) {
  return { id, kind, subject, facts, at, ...present({ acknowledgedAt }) };
}
