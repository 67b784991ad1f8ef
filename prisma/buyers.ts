import { standingLevels } from '../domain/validity/standing-level.ts';
import type { StandingLevel } from '../domain/validity/standing-level.ts';
import type { Client } from './database.ts';
import { oneOf } from './rows.ts';

/** An order's buyer and shop, as far as steps need them: addresses, what he allows, and how the shop speaks to him. */
export interface Buyer {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: string;
  readonly timeZone: string | null;
  readonly consents: {
    readonly sms: boolean;
    readonly email: boolean;
    readonly push: boolean;
    readonly in_app: boolean;
    readonly call: boolean;
  };
  readonly tags: readonly string[];
  readonly standing: StandingLevel;
}

/** Reads the buyer of an order together with his shop's locale and zone. */
export async function buyerOf(
  client: Client,
  { customerId, shop: shopId }: { customerId: string; shop: string },
): Promise<Buyer> {
  const [row, shop] = await Promise.all([
    client.customer.findUniqueOrThrow({ where: { id: customerId } }),
    client.shop.findUniqueOrThrow({ where: { id: shopId } }),
  ]);
  const { id, name, phone, email, tags } = row;
  return {
    id,
    name,
    phone,
    email,
    tags,
    locale: row.locale ?? shop.locale,
    timeZone: shop.timeZone,
    consents: {
      sms: row.consentSms,
      email: row.consentEmail,
      push: row.consentPush,
      in_app: row.consentInApp,
      call: row.consentCall,
    },
    standing: oneOf(standingLevels, row.standing),
  };
}
