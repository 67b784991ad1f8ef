import { RequestRefusal } from './problems.ts';

/** Deeper nesting than any document of ours; JSON that goes on like this is meant to break something. */
const DEEPEST = 64;

/** Escapes of what PostgreSQL can't store: NUL and surrogates, of which a lone one is no character; and `__proto__`. */
const SUSPICIOUS = /\\u0000|\\ud[89a-f]|\\u005f|__proto__/i;

/** A body shorter than this can't nest deep enough to matter. */
const SHORT = 2_000;

/**
 * The JSON of a request's body; undefined where there is none. Throws `RequestRefusal`: `malformed_json` for text that is no JSON,
 * `invalid_request` for JSON that holds what no field may hold.
 */
export function readJson(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  const value = parse(text);
  if (text.length > SHORT || SUSPICIOUS.test(text)) refuseTraps(value);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestRefusal('malformed_json', { detail: 'The body could not be read as JSON.' });
  }
}

interface Place {
  readonly value: unknown;
  readonly path: readonly string[];
}

/** Walks without recursion: the depth is the caller's choice. */
function refuseTraps(root: unknown): void {
  const places: Place[] = [{ value: root, path: [] }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value, path } = place;
    const trap = trapIn(value, path);
    if (trap) throw invalid(path, trap);
    if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        const trapInName = name === '__proto__' ? 'is not a name' : trapIn(name, []);
        if (trapInName) throw invalid([...path, name], trapInName);
        places.push({ value: inner, path: [...path, name] });
      }
  }
}

function trapIn(value: unknown, path: readonly string[]): string | undefined {
  if (path.length > DEEPEST) return `is nested more than ${DEEPEST} deep`;
  if (typeof value !== 'string') return undefined;
  return value.includes('\0') || !value.isWellFormed()
    ? 'holds a character that can not be stored'
    : undefined;
}

function invalid(path: readonly string[], message: string): RequestRefusal {
  const field = path.slice(0, DEEPEST).join('.').toWellFormed().replaceAll('\0', '') || 'body';
  return new RequestRefusal('invalid_request', { errors: [{ field, in: 'body', message }] });
}
