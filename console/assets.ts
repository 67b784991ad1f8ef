import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that pages link to. Its name holds a hash of it, so that browsers may keep it for ever. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/** What a family of pages is dressed with. */
export interface PageAssets {
  readonly style: Asset;
  readonly script: Asset;
  readonly icon: Asset;
}

const BASE = 'browser/base';
const icon = asset('icon.svg', 'image/svg+xml', ['browser/icon.svg']);

/** What the buyers' pages are dressed with; read once, when the process starts. */
export const payAssets: PageAssets = dress('pay', 'pay/browser');

/** What the staff's pages are dressed with. */
export const staffAssets: PageAssets = dress('staff', 'staff/browser');

/** Every file that a page of ours links to, each once. */
export const allAssets: readonly Asset[] = [
  ...new Set([...Object.values(payAssets), ...Object.values(staffAssets)]),
];

function dress(name: string, folder: string): PageAssets {
  return {
    style: asset(`${name}.css`, 'text/css; charset=utf-8', [`${BASE}.css`, `${folder}/${name}.css`]),
    script: asset(`${name}.js`, 'text/javascript; charset=utf-8', [`${BASE}.js`, `${folder}/${name}.js`]),
    icon,
  };
}

/** One file to fetch, made of these, in this order. */
function asset(file: string, type: string, sources: readonly string[]): Asset {
  const body = sources
    .map((source) => readFileSync(new URL(`./${source}`, import.meta.url), 'utf8'))
    .join('\n');
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 10);
  const [name, ending] = file.split('.');
  return { path: `/assets/${name}-${hash}.${ending}`, type, body };
}
