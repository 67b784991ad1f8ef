import { DEFAULT_NAME } from '../../prisma/defaults.ts';
import type { Visit } from './staff-page.ts';

/** The shop that a page is about: the key's own, else the one that is asked for. */
export function shopAsked({ shop, query }: Pick<Visit, 'shop' | 'query'>): string {
  return shop ?? (query['shop']?.trim() || DEFAULT_NAME);
}
