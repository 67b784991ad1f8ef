import type { Client } from './database.ts';

/** What stands where personal data stood. */
const ERASED = '[erased]';

/**
 * Erases a buyer's personal data and keeps the accounts (api.md): name, addresses, consents and tags of the buyer; contact and
 * metadata of the orders; addresses and words of messages; free text and contacts that came with requests and calls;
 * documents and what instalments are paid from; stored answers that say such things. Orders, amounts,
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
  await eraseAnswers(client, id);
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

/**
 * Forgets the answers that idempotency keys stand for where they are about the buyer: his own, and those to appeals, reviews, calls,
 * refunds sent by hand and problems of his (a problem's id is its request's). Answers about orders have nothing personal in them and stay, so
 * that no refund is made twice; one sent by hand is known to be sent.
 */
async function eraseAnswers(client: Client, id: string): Promise<void> {
  await client.$executeRaw`
    delete from idempotency_keys
     where state = 'done' and (subject = ${id}
        or subject in (select a.id::text from standing_appeals a where a.customer_id = ${id})
        or subject in (select r.id::text from credit_reviews r join orders o on o.id = r.order_id where o.customer_id = ${id})
        or subject in (select t.id::text from call_tasks t where t.customer_id = ${id})
        or subject in (select f.id::text from refunds f join orders o on o.id = f.order_id where o.customer_id = ${id})
        or id in (select p.id from problems p join orders o on o.id = p.order_id where o.customer_id = ${id}))`;
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
