import type { Question } from '../../console/staff/confirm-page.ts';
import type { Html } from '../../console/html.ts';
import type { FormPart } from '../../console/staff/kit/form.ts';
import type { MenuName } from '../../console/staff/words/frame.ts';
import type { SaidName } from '../../console/staff/words/said.ts';
import type { Scope } from '../auth.ts';
import type { Rest } from './rest.ts';
import type { SentFile } from './send-file.ts';
import type { Session } from './session.ts';

export type Fields = Readonly<Record<string, string>>;

/** Somebody who is signed in and looks at a page. */
export interface Visit extends FormPart, Pick<Session, 'person'> {
  readonly rest: Rest;
  /** The one shop his key is for; undefined for every shop. */
  readonly shop: string | undefined;
  /** What his key may be used for. */
  readonly scopes: readonly Scope[];
  readonly may: (scope: Scope | readonly Scope[]) => boolean;
  /** The pages of the menu that are there for him: where they are. */
  readonly pages: Readonly<Partial<Record<MenuName, string>>>;
  /** The page's own address, without its query. */
  readonly path: string;
  readonly params: Fields;
  readonly query: Fields;
  /** ISO UTC. */
  readonly now: string;
}

/** What a page shows. */
export interface Shown {
  readonly title: string;
  readonly main: Html;
}

/**
 * What was done: it is said on the page that follows, the same one if no other is named; `show` is said on this one, at once. `keeps`: what
 * was entered stays in its form.
 */
export type Done =
  { readonly said: SaidName; readonly to?: string } | { readonly show: Html; readonly keeps?: true };

/** A form of a page. Its fields come as they were sent; what the REST API refuses is told on the page, beside the fields. */
export interface FormOf {
  readonly scope: Scope | readonly Scope[];
  /** The form on the page whose other button it is: what was entered stands there again. */
  readonly of?: string;
  /** Asks once more before it is done. */
  readonly ask?: (visit: Visit, fields: Fields) => Promise<Question> | Question;
  readonly act: (visit: Visit, fields: Fields) => Promise<Done>;
}

/** A page of the console. */
export interface StaffPage {
  /** Below `/console`, in Fastify's spelling: `/orders/:orderId`. */
  readonly path: `/${string}`;
  /** As the REST route has it that the page reads. */
  readonly scope: Scope | readonly Scope[];
  /** Its place in the menu, where it has one. */
  readonly menu?: MenuName;
  /** `to`: another page is what was wanted; `file`: what is at this address is no page. */
  readonly show: (visit: Visit) => Promise<Shown | { readonly to: string } | { readonly file: SentFile }>;
  /** The order whose changes are told to the page while it is open, at `<page>/changes`. */
  readonly follows?: (params: Fields) => string;
  /** By the last part of where they are sent to: `<page>/<name>`. */
  readonly forms?: Readonly<Record<string, FormOf>>;
}
