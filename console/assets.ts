import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that pages link to. Its name holds a hash of it, so that browsers may keep it for ever. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/** What the buyers' pages are dressed with; read once, when the process starts. */
export const payAssets = {
  style: asset('pay.css', 'text/css; charset=utf-8'),
  script: asset('pay.js', 'text/javascript; charset=utf-8'),
  icon: asset('icon.svg', 'image/svg+xml'),
} as const;

function asset(file: string, type: string): Asset {
  const body = readFileSync(new URL(`./pay/browser/${file}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10);
  const [name, ending] = file.split('.');
  return { path: `/assets/${name}-${hash}.${ending}`, type, body };
}
