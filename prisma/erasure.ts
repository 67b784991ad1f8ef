import type { Client } from './database.ts';

/** What stands where personal data stood. */
const ERASED = '[erased]';

/**
 * Erases a buyer's personal data and keeps the accounts (api.md): name, addresses, consents and tags of the buyer; contact and
 * metadata of the orders; addresses and words of messages; free text and contacts that came with requests and calls;
 * documents and what instalments are paid from. Orders, amounts,
 * stock and journal stay. Messages that wait are never sent, calls that wait are not made. Only inside a transaction; false when there is no such buyer.
 */
export async function eraseCustomer(client: Client, id: string, at: string): Promise<boolean> {
  await client.$queryRaw`select lock_buyers(${[id]})::text`;
  const { count } = await client.customer.updateMany({ where: { id }, data: erasedCustomer(at) });
  if (count === 0) return false;
  await client.$queryRaw`select id from orders where customer_id = ${id} order by id for update`;
  await client.$executeRaw`
    update orders set contact = null, metadata = null, closed_note = null
     where customer_id = ${id} and (contact is not null or metadata is not null or closed_note is not null)`;
  await client.message.updateMany({
    where: { customerId: id, state: 'queued', claimedAt: null },
    data: { state: 'skipped', error: 'customer_erased' },
  });
  await client.message.updateMany({
    where: { customerId: id },
    data: { to: ERASED, subject: null, body: ERASED, html: null },
  });
  await client.pushSubscription.deleteMany({ where: { customerId: id } });
  await client.badAddress.deleteMany({ where: { customerId: id } });
  await client.$executeRaw`delete from request_notes where order_id in (select id from orders where customer_id = ${id})`;
  await client.$executeRaw`delete from call_contacts where order_id in (select id from orders where customer_id = ${id})`;
  await client.creditDocument.deleteMany({ where: { customerId: id } });
  await client.$executeRaw`delete from auto_debits where order_id in (select id from orders where customer_id = ${id})`;
  await client.$executeRaw`
    update credit_reviews set note = null where note is not null and order_id in (select id from orders where customer_id = ${id})`;
  await client.personMark.deleteMany({ where: { customerId: id } });
  await client.standingAppeal.updateMany({
    where: { customerId: id },
    data: { note: ERASED, decisionNote: null },
  });
  await client.callTask.updateMany({ where: { customerId: id }, data: { note: null } });
  await client.callTask.updateMany({
    where: { customerId: id, state: { in: ['open', 'claimed'] } },
    data: { state: 'withdrawn', withdrawnAt: at, withdrawnReason: 'customer_erased' },
  });
  await client.$executeRaw`
    update problems set note = ${ERASED} where order_id in (select id from orders where customer_id = ${id})`;
  return true;
}

function erasedCustomer(erasedAt: string) {
  const consents = {
    consentSms: false,
    consentEmail: false,
    consentPush: false,
    consentInApp: false,
    consentCall: false,
  };
  return {
    name: null,
    phone: null,
    email: null,
    locale: null,
    tags: [],
    standingReason: null,
    erasedAt,
    ...consents,
  };
}
