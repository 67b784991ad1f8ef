import { addressWith } from '../address.ts';

export const TEMPLATES = '/console/templates';

/** Where a shop's template is. */
export function templateHref(name: string, shop: string): string {
  return addressWith(`${TEMPLATES}/${encodeURIComponent(name)}`, { shop });
}
