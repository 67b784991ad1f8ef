export interface HeaderChoices {
  /**
   * Where a form may lead beside here: browsers hold a form's redirect to `form-action` too, so the origins of the payment providers
   * belong here (`https://pay.example.com`).
   */
  readonly formTargets?: readonly string[];
  /** Who learns the page's address. Nobody, where the address is a key. */
  readonly referrer?: 'no-referrer' | 'same-origin';
}

/** The headers of every page of ours: nothing is cached or framed, and only our own files run; nothing inline does. */
export function pageHeaders({ formTargets = [], referrer = 'no-referrer' }: HeaderChoices = {}): Record<
  string,
  string
> {
  const rules = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': rules.join('; '),
    'referrer-policy': referrer,
    'x-content-type-options': 'nosniff',
  };
}
