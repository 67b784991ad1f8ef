import { RequestRefusal } from './problems.ts';

type NotGenuine =
  { readonly verdict: 'bad_signature' } | { readonly verdict: 'unreadable'; readonly why: string };

/** Who sends a webhook. Throws `RequestRefusal('unknown_provider')` for a name nobody has here. */
export function requireProvider<Source>(source: Source | undefined, provider: string): Source {
  if (source === undefined) throw new RequestRefusal('unknown_provider', { facts: { provider } });
  return source;
}

/** What a webhook says. Throws `RequestRefusal`: `bad_signature`, or `unreadable_event` with why. */
export function requireGenuine<Said extends { readonly verdict: string }>(verdict: Said | NotGenuine): Said {
  if (!isNotGenuine(verdict)) return verdict;
  if (verdict.verdict === 'bad_signature') throw new RequestRefusal('bad_signature');
  throw new RequestRefusal('unreadable_event', { detail: verdict.why });
}

function isNotGenuine(verdict: { readonly verdict: string }): verdict is NotGenuine {
  return verdict.verdict === 'bad_signature' || verdict.verdict === 'unreadable';
}
