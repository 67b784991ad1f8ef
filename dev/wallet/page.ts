import { html } from '../../console/html.ts';
import { pageText } from '../sandbox/pages/layout.ts';
import type { KeptTrade } from './trades.ts';

const buttons = [
  ['SUCCESS', 'Pay'],
  ['PAYING', 'Begin to pay, and leave it open'],
  ['FAILED', 'Fail'],
] as const;

/** The page on which a person pays a trade: a button for each thing that can come of it. */
export function pageOf({ request, state }: KeptTrade): string {
  const body = html`<h1>Wallet</h1>
    <p>
      ${request.subject}: ${request.amount} ${request.currency} (minor units), ${request.method}. The trade is
      ${state}.
    </p>
    <form method="post">
      ${buttons.map(([outcome, label]) => html`<button name="outcome" value="${outcome}">${label}</button> `)}
    </form>`;
  return pageText({ title: 'Wallet', body });
}
