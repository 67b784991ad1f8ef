export const ENDPOINTS = '/console/admin/webhooks';

export function endpointHref(id: string): string {
  return `${ENDPOINTS}/${encodeURIComponent(id)}`;
}
