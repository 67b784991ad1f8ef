export const SHOPS = '/console/admin/shops';

export function shopHref(shop: string): string {
  return `${SHOPS}/${encodeURIComponent(shop)}`;
}
