import { stateAt, type Session } from '../session.ts';
import { amountText } from './amount-text.ts';
import { html, type Html } from '../../../console/html.ts';
import { instantText } from './instant-text.ts';
import { pageText } from './layout.ts';

export interface ListedSession {
  readonly session: Session;
  /** Its order's own now. */
  readonly at: string;
}

/** The sandbox's front page: the sessions, newest first, each one a way to its checkout. `fault` is the mode in force. */
export function sessionsPage(listed: readonly ListedSession[], fault: string): string {
  return pageText({
    title: 'Sandbox payments',
    wide: true,
    body: html`<h1>Payments</h1>
      <p class="soft">Choose a session to pay it, to let it fail, or to leave it pending.</p>
      ${fault === 'none' ? undefined : html`<p class="notice bad">A fault is on: <strong>${fault}</strong>. Set it to none with PUT /faults.</p>`}
      <section class="card">
        ${
          listed.length === 0
            ? html`<p class="soft">
                No session yet. One is opened when a buyer follows an order's payment link.
              </p>`
            : html`<ul class="list">
                ${listed.map(entry)}
              </ul>`
        }
      </section>`,
  });
}

function entry({ session, at }: ListedSession): Html {
  const { id, request, createdAt } = session;
  const state = stateAt(session, at);
  return html`<li>
    <span><a href="/sessions/${id}/checkout">${request.orderId}</a></span>
    <span class="end figure">${amountText(request.amount, request.currency)}</span>
    <span class="soft">${request.method} · revision ${request.revision} · ${instantText(createdAt)}</span>
    <span class="end"><span class="state ${state}">${state}</span></span>
  </li>`;
}
