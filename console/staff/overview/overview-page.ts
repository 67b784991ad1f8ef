import { html, type Html } from '../../html.ts';
import { alertSubject } from '../alerts/alert-subject.ts';
import { callHref } from '../calls/calls-page.ts';
import { reviewHref } from '../credit-reviews/reviews-page.ts';
import { facts } from '../kit/facts.ts';
import { priceText } from '../kit/money.ts';
import { percentText } from '../kit/percent.ts';
import { whenShort } from '../kit/when.ts';
import { orderHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { Alert, CallTask, CreditReview, ListedProblem, Refund, UnpaidReport } from '../rest-shapes.ts';
import { kitWords } from '../words/kit.ts';
import { overviewWords } from '../words/overview.ts';
import { inLocale } from '../words/pair.ts';
import { reasonText } from '../words/reason-text.ts';
import { problemKindNames } from '../words/states.ts';

/** The first page of what waits; there may be more than that. */
export interface Waiting<Entry> {
  readonly entries: readonly Entry[];
  readonly isAll: boolean;
}

/** What needs a person now; what the reader's key may not see is left out. */
export interface Overview {
  readonly alerts?: Waiting<Alert> | undefined;
  readonly calls?: Waiting<CallTask> | undefined;
  readonly reviews?: Waiting<CreditReview> | undefined;
  readonly problems?: Waiting<ListedProblem> | undefined;
  readonly refunds?: Waiting<Refund> | undefined;
  /** Of the orders placed today. */
  readonly today?: UnpaidReport['total'] | undefined;
}

/** How many of each are named. */
const NAMED = 5;

/** What needs somebody now, each kind with the ones that stand first, and how today's orders do. */
export function overviewPage(
  { alerts, calls, reviews, problems, refunds, today }: Overview,
  reader: Reader,
): Html {
  const { locale, timeZone } = reader;
  const words = overviewWords[locale];
  return html`<h1>${words.title}</h1>
    <div class="tiles">
      ${alerts && tile('alerts', alerts, reader, alertLine)}
      ${problems && tile('problems', problems, reader, problemLine)}
      ${calls && tile('calls', calls, reader, callLine)}
      ${reviews && tile('reviews', reviews, reader, reviewLine)}
      ${refunds && tile('refunds', refunds, reader, refundLine)} ${today && todayTile(today, reader)}
    </div>
    <p class="fine">${kitWords[locale].zone(timeZone)}</p>`;
}

interface Line {
  readonly what: Html | string;
  /** Where it is done, or what it is about. */
  readonly link?: { readonly href: string; readonly text: string };
  readonly since: string;
}

/** The pages on which each is worked off. */
const pages = {
  alerts: '/console/alerts',
  calls: '/console/calls',
  reviews: '/console/credit-reviews',
  problems: '/console/problems',
  refunds: '/console/refunds',
} as const;

function tile<Entry>(
  name: keyof typeof pages,
  { entries, isAll }: Waiting<Entry>,
  reader: Reader,
  lineOf: (entry: Entry, reader: Reader) => Line,
): Html {
  const words = overviewWords[reader.locale];
  const lines = entries.slice(0, NAMED).map((entry) => lineOf(entry, reader));
  return html`<section class="card tile">
    <h2>
      <a href="${pages[name]}">${words[name].title}</a>
      <span class="count">${entries.length}${!isAll && '+'}</span>
    </h2>
    ${
      lines.length === 0
        ? html`<p class="empty">${words[name].empty}</p>`
        : html`<ul class="plain">
            ${lines.map((line) => lineText(line, reader))}
          </ul>`
    }
  </section>`;
}

function lineText({ what, link, since }: Line, reader: Reader): Html {
  return html`<li>
    <span>${what} ${link && html`<a href="${link.href}">${link.text}</a>`}</span>
    <small>${overviewWords[reader.locale].since} ${whenShort(since, reader)}</small>
  </li>`;
}

function alertLine(alert: Alert, { locale }: Reader): Line {
  return { what: html`${reasonText(alert.kind, locale)} · ${alertSubject(alert)}`, since: alert.at };
}

function problemLine({ kind, note, orderId, at }: ListedProblem, { locale }: Reader): Line {
  return {
    what: html`${inLocale(problemKindNames[kind], locale)}: “${shortened(note)}”`,
    link: toOrder(orderId),
    since: at,
  };
}

function callLine({ id, orderId, createdAt }: CallTask): Line {
  return { what: '', link: { href: callHref(id), text: orderId }, since: createdAt };
}

function reviewLine({ id, orderId, openedAt, amount, reason }: CreditReview, { locale }: Reader): Line {
  const what = `${priceText(amount, locale)}, ${reasonText(reason, locale)}`;
  return { what, link: { href: reviewHref(id), text: orderId }, since: openedAt };
}

function refundLine({ orderId, amount, requestedAt }: Refund, { locale }: Reader): Line {
  return { what: priceText(amount, locale), link: toOrder(orderId), since: requestedAt };
}

function toOrder(id: string): NonNullable<Line['link']> {
  return { href: orderHref(id), text: id };
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function todayTile(
  { orders, paid, open, unpaid, unpaidRate }: UnpaidReport['total'],
  { locale }: Reader,
): Html {
  const { today: words } = overviewWords[locale];
  return html`<section class="card tile today">
    <h2>${words.title}</h2>
    <p class="figure">
      ${unpaidRate === null ? words.none : percentText(unpaidRate, locale)} <small>${words.rate}</small>
    </p>
    ${facts([
      [words.orders, String(orders)],
      [words.paid, String(paid)],
      [words.open, String(open)],
      [words.unpaid, String(unpaid)],
    ])}
    <p class="fine">${words.note} <a href="/console/reports/unpaid-rate">${words.more}</a></p>
  </section>`;
}
