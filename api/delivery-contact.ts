import { z } from 'zod';
import { isClosed } from '../domain/order/status.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Client } from '../prisma/database.ts';
import { journal } from '../prisma/journal.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { customers } from '../prisma/customers.ts';

const Contact = z.record(z.string(), z.string());

/**
 * Adds to or corrects who takes the parcel, and where, under the order's lock. It is personal data, so it goes past the workflow and
 * is in no journal; what is the same already changes nothing. Throws `Refusal`: `already_shipped`; `order_not_open` for an order that is off, or whose buyer was erased.
 */
export async function changeContact(
  client: Client,
  orderId: string,
  { contact, now: at }: { readonly contact: Readonly<Record<string, string>>; readonly now: string },
): Promise<StoredOrder> {
  const order = await orders(client).lock(orderId);
  if (!order) throw new Refusal('order_not_found', { orderId });
  const { status, row, customerId } = order;
  if (status === 'shipped' || status === 'delivered')
    throw new Refusal('already_shipped', { orderId, status });
  const erased = (await customers(client).find(customerId))?.erasedAt;
  if (isClosed(status) || erased) throw new Refusal('order_not_open', { orderId, status });
  const before = Contact.parse(row.contact ?? {});
  const fields = Object.keys(contact).filter((field) => before[field] !== contact[field]);
  if (fields.length === 0) return order;
  const changed = await orders(client).change(order, { contact: { ...before, ...contact } });
  const facts = { fields: fields.toSorted() };
  await journal(client).write(orderId, [{ at, kind: 'contact_changed', actor: 'buyer', facts }]);
  return changed;
}
