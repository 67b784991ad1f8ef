/**
 * The headers of every answer under `/pay`: nothing is cached or framed, the link (it is a key) goes to nobody as a referrer, and
 * only the page's own style and script run. Browsers hold a form's redirect to `form-action` too, so the origins of the
 * payment providers belong into `paymentOrigins` (`https://pay.example.com`).
 */
export function payPageHeaders(page: {
  readonly nonce: string;
  readonly paymentOrigins: readonly string[];
}): Record<string, string> {
  const { nonce, paymentOrigins } = page;
  const rules = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `form-action ${["'self'", ...paymentOrigins].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': rules.join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
