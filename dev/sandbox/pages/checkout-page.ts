import { failureCodeOf, hasExpired, stateAt, type Session } from '../session.ts';
import { amountField, amountText } from './amount-text.ts';
import { html, type Html } from '../../../console/html.ts';
import { instantText, timeLeftText } from './instant-text.ts';
import { pageText } from './layout.ts';

/** Why a payment fails, as a person picks it; product.md section 5 has help for each. */
const failures = [
  ['insufficient_funds', 'Not enough money'],
  ['authentication_failed', 'Authentication failed'],
  ['limit_exceeded', 'Over the limit'],
  ['network_error', 'Network error'],
  ['declined', 'Declined'],
] as const;

const webhookChoices = [
  ['send', 'arrives at once'],
  ['late', 'arrives 5 s later'],
  ['twice', 'arrives twice'],
  ['drop', 'never arrives'],
] as const;

/** The page on which a person pays `session`. `at` is its order's own now; `refused` says why the last try was not taken. */
export function checkoutPage(session: Session, at: string, refused?: string): string {
  const { request } = session;
  const price = amountText(request.amount, request.currency);
  return pageText({
    title: `Pay ${price}`,
    body: html`<h1>Pay order ${request.orderId}</h1>
      ${refused === undefined ? undefined : html`<p class="notice bad" role="alert">${refused}</p>`}
      ${summary(session, at, price)} ${ways(session, at, price)}
      <p><a class="button" href="${request.returnUrl}">Back to the shop</a></p>`,
  });
}

function summary(session: Session, at: string, price: string): Html {
  const { method, revision, expiresAt } = session.request;
  const state = stateAt(session, at);
  const canPay = state === 'open' || state === 'failed';
  return html`<section class="card" aria-label="What is paid">
    <p class="amount">${price}</p>
    <span class="state ${state}">${hasExpired(session, at) ? 'expired' : state}</span>
    <dl>
      <dt>Method</dt>
      <dd>${method.replaceAll('_', ' ')}</dd>
      <dt>Order revision</dt>
      <dd>${revision}</dd>
      <dt>Pay before</dt>
      <dd>${instantText(expiresAt)}</dd>
      ${
        canPay
          ? html`<dt>Time left</dt>
              <dd>${timeLeftText(at, expiresAt)}</dd>`
          : undefined
      }
    </dl>
  </section>`;
}

/** What can be done with the session as it is. */
function ways(session: Session, at: string, price: string): Html {
  const state = stateAt(session, at);
  switch (state) {
    case 'open':
      return paying(session, price);
    case 'failed':
      return html`<p class="notice bad">
          The last try failed: <strong>${failureCodeOf(session)}</strong>. It can be tried again.
        </p>
        ${paying(session, price)}`;
    case 'processing':
      return html`<p class="notice">The payment is being processed. Settle it when you like.</p>
        ${settling(session, price)}`;
    case 'succeeded':
      return html`<p class="notice good">
          Paid: ${amountText(session.paid?.amount ?? 0, session.request.currency)}. Thank you.
        </p>
        ${refundNote(session)}`;
    case 'closed':
      return hasExpired(session, at)
        ? html`<p class="notice">This payment has expired. Nothing was charged.</p>`
        : html`<p class="notice">This payment was closed by the shop. Nothing was charged.</p>`;
    default:
      return state satisfies never;
  }
}

function paying(session: Session, price: string): Html {
  return html`<form class="card stack" method="post" action="/sessions/${session.id}/checkout">
      <button class="primary" name="action" value="succeeded">Pay ${price}</button>
      <button name="action" value="processing">Stays processing</button>
      ${failing()} ${webhookChoice()}
    </form>
    ${otherAmount(session)}`;
}

function settling({ id }: Session, price: string): Html {
  return html`<form class="card stack" method="post" action="/sessions/${id}/checkout">
    <button class="primary" name="action" value="succeeded">Succeed with ${price}</button>
    ${failing()} ${webhookChoice()}
  </form>`;
}

function failing(): Html {
  const buttons = failures.map(
    ([code, label]) => html`<button name="action" value="failed:${code}">${label}</button>`,
  );
  return html`<p class="soft">Or let it fail:</p>
    <div class="choices">${buttons}</div>`;
}

function webhookChoice(): Html {
  const choices = webhookChoices.map(([value, label]) => html`<option value="${value}">${label}</option>`);
  return html`<div>
    <label for="webhook">The webhook that tells the shop</label>
    <select id="webhook" name="webhook">
      ${choices}
    </select>
  </div>`;
}

function otherAmount({ id, request }: Session): Html {
  return html`<form class="card pair" method="post" action="/sessions/${id}/checkout">
    <div>
      <label for="amount">Another amount, in ${request.currency}</label>
      <input
        id="amount"
        name="amount"
        inputmode="decimal"
        autocomplete="off"
        required
        value="${amountField(request.amount, request.currency)}"
      />
    </div>
    <button name="action" value="succeeded">Pay this</button>
  </form>`;
}

function refundNote({ refunded, request }: Session): Html | undefined {
  if (refunded === 0) return undefined;
  return html`<p class="notice">Given back since: ${amountText(refunded, request.currency)}.</p>`;
}
