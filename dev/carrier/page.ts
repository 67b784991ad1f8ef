import { parcelStates } from '../../domain/parcel/parcel.ts';
import type { ParcelState } from '../../domain/parcel/parcel.ts';
import { html, type Html } from '../../console/html.ts';
import { instantText } from '../sandbox/pages/instant-text.ts';
import { pageText } from '../sandbox/pages/layout.ts';
import type { KnownParcel } from './parcels.ts';

const labels: Readonly<Record<ParcelState, string>> = {
  picked_up: 'Picked up',
  in_transit: 'In transit',
  out_for_delivery: 'Out for delivery',
  failed_attempt: 'Failed attempt',
  delivered: 'Delivered',
  returned: 'Returned',
};

const banner = { text: 'Sandbox: no real parcels move here', home: 'all parcels' };

/** The page on which a person moves parcels: a button for each thing that can happen to one. `fault` is the mode in force. */
export function parcelsPage(parcels: readonly KnownParcel[], fault: string): string {
  return pageText({
    title: 'Sandbox parcels',
    wide: true,
    banner,
    body: html`<h1>Parcels</h1>
      <p class="soft">Choose what happens to a parcel. Nothing moves by itself.</p>
      ${fault === 'none' ? undefined : html`<p class="notice bad">A fault is on: <strong>${fault}</strong>. Set it to none with PUT /faults.</p>`}
      ${parcels.length === 0 ? nothingYet : parcels.toReversed().map(parcelCard)}`,
  });
}

/** Said to a person who moves a parcel that is not there. */
export function noParcelPage(): string {
  const body = html`<h1>There is no such parcel</h1>
    <p class="soft">The sandbox may have been started afresh.</p>
    <a class="button" href="/">See all parcels</a>`;
  return pageText({ title: 'No such parcel', banner, body });
}

const nothingYet = html`<section class="card">
  <p class="soft">No parcel yet. One is here once an order whose buyer wants to follow it has shipped.</p>
</section>`;

function parcelCard({ orderId, carrier, trackingNumber, updates }: KnownParcel): Html {
  const last = updates.at(-1);
  return html`<section class="card" aria-label="Parcel of ${orderId}">
    <h2>${orderId}</h2>
    <p class="soft">${carrier ?? 'No carrier named'} · ${trackingNumber}</p>
    <p>
      ${last ? html`<span class="state">${labels[last.data.state]}</span> ${instantText(last.at)}` : 'Not moved yet.'}
    </p>
    <form class="stack" method="post" action="/parcels/${encodeURIComponent(orderId)}">
      <div class="choices">
        ${parcelStates.map((state) => html`<button name="state" value="${state}">${labels[state]}</button>`)}
      </div>
      <div>
        <label for="expected-${orderId}">Expected on (may be left empty)</label>
        <input id="expected-${orderId}" type="date" name="expectedOn" />
      </div>
      <div>
        <label for="webhook-${orderId}">The webhook that tells the shop</label>
        <select id="webhook-${orderId}" name="webhook">
          <option value="send">arrives at once</option>
          <option value="late">arrives 2 s later</option>
          <option value="twice">arrives twice</option>
          <option value="drop">never arrives</option>
        </select>
      </div>
    </form>
  </section>`;
}
