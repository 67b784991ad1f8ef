import type { Channel, Consents } from '../domain/messages/consents.ts';
import { standingLevels } from '../domain/validity/standing-level.ts';
import type { StandingLevel } from '../domain/validity/standing-level.ts';
import type { Client } from './database.ts';
import type { Customer as CustomerRow } from './generated/client.ts';
import { instantOrNull, oneOf } from './rows.ts';

/** A buyer. */
export interface Customer {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: string | null;
  readonly consents: Consents;
  readonly tags: readonly string[];
  readonly standing: {
    readonly level: StandingLevel;
    readonly reason: string | null;
    readonly since: string | null;
  };
  readonly erasedAt: string | null;
}

/** What may be set of a buyer; a field left out stays. */
export interface CustomerChanges {
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly consents?: { readonly [channel in Channel]?: boolean | undefined } | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Buyers, read and written through `client`. */
export function customers(client: Client) {
  return {
    async find(id: string): Promise<Customer | undefined> {
      const row = await client.customer.findUnique({ where: { id } });
      return row ? customerOf(row) : undefined;
    },

    /** Locks the buyer for this transaction (rules.md 1), then reads the row. */
    async lock(id: string): Promise<Customer | undefined> {
      await client.$queryRaw`select lock_buyers(${[id]})::text`;
      return this.find(id);
    },

    /** Creates or changes a buyer. New ones may be written to by e-mail and in-app only (rules.md 26). */
    async put(id: string, changes: CustomerChanges): Promise<Customer> {
      const columns = columnsOf(changes);
      const row = await client.customer.upsert({
        where: { id },
        create: { id, ...columns },
        update: { ...columns, erasedAt: null },
      });
      return customerOf(row);
    },

    /** Takes a consent away: a buyer's one click. */
    async withdrawConsent(id: string, channel: Channel): Promise<void> {
      await client.customer.updateMany({ where: { id }, data: { [consentColumns[channel]]: false } });
    },
  };
}

const consentColumns = {
  sms: 'consentSms',
  email: 'consentEmail',
  push: 'consentPush',
  in_app: 'consentInApp',
  call: 'consentCall',
} as const satisfies Record<Channel, keyof CustomerRow>;

function columnsOf({ name, phone, email, locale, consents = {}, tags }: CustomerChanges) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(locale === undefined ? {} : { locale }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(consents.sms === undefined ? {} : { consentSms: consents.sms }),
    ...(consents.email === undefined ? {} : { consentEmail: consents.email }),
    ...(consents.push === undefined ? {} : { consentPush: consents.push }),
    ...(consents.in_app === undefined ? {} : { consentInApp: consents.in_app }),
    ...(consents.call === undefined ? {} : { consentCall: consents.call }),
  };
}

/** A buyer's row in domain words. */
export function customerOf(row: CustomerRow): Customer {
  const { id, name, phone, email, locale, tags } = row;
  return {
    id,
    name,
    phone,
    email,
    locale,
    tags,
    consents: {
      sms: row.consentSms,
      email: row.consentEmail,
      push: row.consentPush,
      in_app: row.consentInApp,
      call: row.consentCall,
    },
    standing: {
      level: oneOf(standingLevels, row.standing),
      reason: row.standingReason,
      since: instantOrNull(row.standingSince),
    },
    erasedAt: instantOrNull(row.erasedAt),
  };
}
