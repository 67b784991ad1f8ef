import { customers } from '../prisma/customers.ts';
import type { Customer } from '../prisma/customers.ts';
import type { Client } from '../prisma/database.ts';
import { RequestRefusal } from './problems.ts';

/** A buyer there is. Throws `RequestRefusal('customer_not_found')`. */
export async function requireCustomer(client: Client, customerId: string): Promise<Customer> {
  const customer = await customers(client).find(customerId);
  if (!customer) throw new RequestRefusal('customer_not_found', { facts: { customerId } });
  return customer;
}
