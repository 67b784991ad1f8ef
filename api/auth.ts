import { createHash } from 'node:crypto';
import { SECOND } from '../domain/duration.ts';
import { apiKeys } from '../prisma/api-keys.ts';
import type { Database } from '../prisma/database.ts';
import { RequestRefusal } from './problems.ts';

/** What an API key may be used for (api.md). */
export const scopes = ['orders', 'payments', 'staff', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** Whose request it is. */
export interface Caller {
  /** The scope of idempotency keys (rules.md 10). */
  readonly apiKeyId: string;
  readonly scopes: readonly Scope[];
  /** The one shop the key is for; undefined for every shop. */
  readonly shop: string | undefined;
}

/** Nobody's key: what open routes are called with. */
export const nobody: Caller = { apiKeyId: 'none', scopes: [], shop: undefined };

/** The key every example uses; it has every scope, in dev mode only. */
export const DEV_KEY = 'holdfast-dev';
const developer: Caller = { apiKeyId: 'dev', scopes, shop: undefined };

/** How long a key that was found valid is believed: a revocation in another process is respected after that. */
const BELIEVED_FOR = 2 * SECOND;
const MOST_BELIEVED = 1_000;

export interface Keyring {
  /** Whose request carries this `Authorization` header. Throws `RequestRefusal('unauthorized')`; answers at once for a known key. */
  callerOf(authorization: string | undefined): Caller | Promise<Caller>;
  /** Stops believing the key with this hash: it was revoked here. */
  forget(hash: string): void;
}

/** What is stored of a key: hex SHA-256. Keys are 256 random bits, so a slow hash would guard nothing. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export interface KeyringParts {
  readonly database: Pick<Database, 'client'>;
  readonly devMode: boolean;
  /** Milliseconds that only go forward. */
  readonly monotonic?: () => number;
}

/** API keys as the database has them, believed for seconds so that a request costs no query. */
export function keyring({ database, devMode, monotonic = () => performance.now() }: KeyringParts): Keyring {
  const believed = new Map<string, { readonly caller: Caller; readonly until: number }>();

  async function lookUp(hash: string): Promise<Caller> {
    const key = await apiKeys(database.client).findValid(hash);
    if (!key) throw unauthorized();
    const caller = {
      apiKeyId: key.id,
      scopes: scopes.filter((scope) => key.scopes.includes(scope)),
      shop: key.shop ?? undefined,
    };
    if (believed.size >= MOST_BELIEVED) believed.clear();
    believed.set(hash, { caller, until: monotonic() + BELIEVED_FOR });
    return caller;
  }

  return {
    callerOf(authorization) {
      const key = /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(authorization ?? '')?.[1];
      if (key === undefined) throw unauthorized();
      if (devMode && key === DEV_KEY) return developer;
      const hash = hashOfKey(key);
      const known = believed.get(hash);
      return known && known.until > monotonic() ? known.caller : lookUp(hash);
    },
    forget: (hash) => void believed.delete(hash),
  };
}

function unauthorized(): RequestRefusal {
  return new RequestRefusal('unauthorized', {
    detail: 'Send Authorization: Bearer and a valid API key.',
    headers: { 'www-authenticate': 'Bearer realm="holdfast"' },
  });
}

/** Throws `RequestRefusal('insufficient_scope')` unless the caller has one of the scopes. */
export function requireScope(caller: Caller, wanted: Scope | readonly Scope[]): void {
  const any = typeof wanted === 'string' ? [wanted] : wanted;
  if (any.some((scope) => caller.scopes.includes(scope))) return;
  throw new RequestRefusal('insufficient_scope', {
    detail: `This needs a key with the scope ${any.join(' or ')}.`,
    facts: { requiredScopes: any },
  });
}
