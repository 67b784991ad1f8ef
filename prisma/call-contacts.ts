import type { Client } from './database.ts';

/** Whom an order was bought for: personal data, which never enters a workflow (rules.md 9). */
export interface CallContact {
  /** The request's that brought it. */
  readonly id: string;
  readonly orderId: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: string | null;
}

/** Contacts that came with the outcome of a call, through `client`. */
export function callContacts(client: Client) {
  return {
    /** Keeps the contact of the request `id`; the same request again changes nothing. */
    async keep(contact: CallContact & { readonly at: string }): Promise<void> {
      await client.callContact.createMany({ data: [contact], skipDuplicates: true });
    },

    async find(id: string): Promise<CallContact | undefined> {
      const row = await client.callContact.findUnique({ where: { id } });
      if (!row) return undefined;
      const { orderId, name, phone, email, locale } = row;
      return { id, orderId, name, phone, email, locale };
    },
  };
}
