import { z } from 'zod';
import { wordingLocales } from '../../domain/messages/locale.ts';
import { SECOND, between } from '../../domain/duration.ts';
import type { Dependencies } from '../dependencies.ts';
import { Name } from '../schemas/customer.ts';
import { sealWith } from '../sealed.ts';

const COOKIE = 'holdfast_staff';

/** Who is signed in to the console. All of it is in the cookie, sealed: the server keeps no sessions. */
export const Session = z.object({
  /** The API key that everything is asked with. */
  key: z.string(),
  /** The person's name, who claims calls and decides. */
  person: Name,
  locale: z.enum(wordingLocales),
  /** Not valid from then on, ISO UTC. */
  until: z.iso.datetime(),
});
export type Session = z.output<typeof Session>;

type Needs = Pick<Dependencies, 'sealSecret' | 'publicUrl' | 'now'>;

/** The session that a request's `Cookie` header brings; undefined where there is none, it is over, or it was not sealed here. */
export function sessionOf({ sealSecret, now }: Needs, cookies: string | undefined): Session | undefined {
  const sealed = new RegExp(`(?:^|; *)${COOKIE}=([^;]+)`).exec(cookies ?? '')?.[1];
  if (sealed === undefined) return undefined;
  const session = Session.safeParse(opened(sealSecret, sealed)).data;
  return session !== undefined && session.until > now() ? session : undefined;
}

/** The `Set-Cookie` that keeps a session in the browser until it is over. */
export function cookieOf(needs: Needs, session: Session): string {
  const sealed = sealWith(needs.sealSecret, 'console sessions').seal(session);
  return cookie(needs, sealed, Math.floor(between(needs.now(), session.until) / SECOND));
}

/** The `Set-Cookie` that ends it. */
export function noCookie(needs: Needs): string {
  return cookie(needs, '', 0);
}

/** No script reads it, no other site sends it along, nothing but the console gets it. Seconds from now: clocks of browsers go wrong. */
function cookie({ publicUrl }: Needs, value: string, seconds: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/console; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`;
}

function opened(secret: string, sealed: string): unknown {
  try {
    return sealWith(secret, 'console sessions').open(sealed);
  } catch {
    return undefined; // another secret's, or tampered with
  }
}
