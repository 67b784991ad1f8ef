export function skuHref(sku: string): string {
  return `/console/stock/${encodeURIComponent(sku)}`;
}
