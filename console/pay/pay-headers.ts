/**
 * The headers of every answer under `/pay` and `/stop`: nothing is cached or framed, the link (it is a key) goes to nobody as a
 * referrer, and only our own files run; nothing inline does. Browsers hold a form's redirect to `form-action` too, so the origins
 * of the payment providers belong into `paymentOrigins` (`https://pay.example.com`).
 */
export function payPageHeaders(paymentOrigins: readonly string[]): Record<string, string> {
  const rules = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
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
