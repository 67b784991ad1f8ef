import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { changeContact } from '../delivery-contact.ts';
import { nowOf } from '../clock.ts';
import { askOrder, requireNotOver } from '../order-access.ts';
import { RequestRefusal } from '../problems.ts';
import { ContactChanges } from '../schemas/place-order.ts';
import { present } from '../views/present.ts';
import { formRequest } from './form-request.ts';
import { asBuyer } from './refused.ts';
import type { Onward, Visit } from './visit.ts';

/** Asks to be shown where the parcel is, now or once it has left. */
export async function followParcel(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  return asBuyer(visit, async () => {
    if (dependencies.carriers.size === 0) throw new RequestRefusal('logistics_unavailable');
    const { requestId } = formRequest(visit, 'follow');
    const order = await requireNotOver(dependencies, visit.order, requestId);
    await askOrder(dependencies, order, { kind: 'follow_parcel', requestId, by: 'buyer' });
    return { back: 'parcel_followed' };
  });
}

const Typed = z.string().trim().optional();
const Contact = z.object({ name: Typed, phone: Typed, address: Typed });

/** Enters or corrects who takes the parcel, and where; what was left empty stays. */
export async function enterContact(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const { order, fields } = visit;
  return asBuyer(visit, async () => {
    const { name, phone, address } = Contact.safeParse(fields).data ?? {};
    const typed = present({ name: name || null, phone: phone || null, address: address || null });
    const contact = ContactChanges.safeParse(typed).data;
    if (!contact) return { back: 'contact_unclear' };
    const wish = { contact: present(contact), now: nowOf(order, dependencies.now()) };
    await dependencies.database.transaction((client) => changeContact(client, order.id, wish));
    return { back: 'contact_saved' };
  });
}
