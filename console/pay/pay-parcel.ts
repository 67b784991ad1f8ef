import { dateText, instantText } from '../../domain/messages/time-text.ts';
import { html, type Html } from '../html.ts';
import { formFields } from './pay-form.ts';
import type { PagePart } from './pay-page.ts';
import { contactParts, type PayShipment, type PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/** Where the parcel is, and the button that asks to be shown it. To the buyer alone. */
export function parcelCard(view: PayView, part: PagePart): Html | undefined {
  const { shipment, actions } = view;
  if (shipment === undefined && actions.follow === undefined) return undefined;
  const { parcel } = payWords[part.locale];
  return html`<section class="card" aria-labelledby="parcel">
    <h2 id="parcel">${parcel.title}</h2>
    ${shipment && whereItIs(view, shipment, part)} ${followForm(view, part)}
  </section>`;
}

function whereItIs({ timeZone }: PayView, shipment: PayShipment, { locale }: PagePart): Html {
  const { parcel } = payWords[locale];
  const { state, at, expectedOn, updates, carrier, trackingNumber } = shipment;
  const name = [carrier, trackingNumber].filter((said) => said !== undefined).join(' · ');
  const isOnItsWay = state !== undefined && state !== 'delivered' && state !== 'returned';
  return html`${
    state !== undefined && at !== undefined
      ? html`<p>
          <strong>${parcel.states[state]}</strong>
          <small>${parcel.since(instantText(at, timeZone, locale))}</small>
        </p>`
      : html`<p>${parcel.updates[updates]}</p>`
  }
  ${isOnItsWay && expectedOn !== undefined && html`<p>${parcel.expectedOn(dateText(expectedOn, locale))}</p>`}
  ${name !== '' && html`<p class="fine">${name}</p>`}`;
}

function followForm(view: PayView, part: PagePart): Html | undefined {
  const { follow } = view.actions;
  if (follow === undefined) return undefined;
  const { parcel } = payWords[part.locale];
  return html`<form method="post" action="${follow}">
    ${formFields(view, part)}
    <p class="fine">${parcel.followHint}</p>
    <button type="submit">${parcel.follow}</button>
  </form>`;
}

/**
 * Who takes the parcel, and where: entered or corrected until it has left. The page says which parts are known, never what they are: the
 * link may be in other hands.
 */
export function contactForm(view: PayView, part: PagePart): Html | undefined {
  const { contact: action } = view.actions;
  if (action === undefined) return undefined;
  const { contact } = payWords[part.locale];
  const known = contactParts.filter((field) => view.contact?.includes(field));
  const names = known.map((field) => contact.parts[field]).join(contact.and);
  return html`<form method="post" action="${action}">
    ${formFields(view, part)}
    <p>${known.length > 0 ? contact.known(names) : contact.unknown}</p>
    <label for="contact-name">${contact.parts.name}</label>
    <input id="contact-name" name="name" type="text" autocomplete="shipping name" maxlength="200" />
    <label for="contact-phone">${contact.parts.phone}</label>
    <input id="contact-phone" name="phone" type="tel" autocomplete="shipping tel" maxlength="32" />
    <label for="contact-address">${contact.parts.address}</label>
    <textarea
      id="contact-address"
      name="address"
      rows="3"
      maxlength="1000"
      autocomplete="shipping street-address"
    ></textarea>
    <button type="submit">${contact.button}</button>
  </form>`;
}

/** The same as a card of its own, for an order that is paid: folded once everything is known. */
export function contactCard(view: PayView, part: PagePart): Html | undefined {
  const form = view.state.kind === 'paid' ? contactForm(view, part) : undefined;
  if (form === undefined) return undefined;
  const isComplete = contactParts.every((field) => view.contact?.includes(field));
  return html`<details class="card" id="way-contact" ${isComplete ? undefined : html` open`}>
    <summary>${payWords[part.locale].contact.title}</summary>
    <div class="inside">${form}</div>
  </details>`;
}
