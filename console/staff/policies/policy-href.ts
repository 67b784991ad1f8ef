export const POLICIES = '/console/policies';

export function policyHref(name: string): string {
  return `${POLICIES}/${encodeURIComponent(name)}`;
}

export function draftHref(name: string): string {
  return `${policyHref(name)}/draft`;
}
