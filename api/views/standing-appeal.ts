import type { StandingAppeal } from '../../prisma/standing-appeals.ts';
import { present } from './present.ts';

/** An appeal as the API answers it. */
export function appealView({ id, customerId, level, note, at, ...decided }: StandingAppeal) {
  return { id, customerId, level, note, at, ...present(decided) };
}
