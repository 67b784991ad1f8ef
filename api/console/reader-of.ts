import type { Reader } from '../../console/staff/reader.ts';
import { DEFAULT_NAME } from '../../prisma/defaults.ts';
import { PolicyVersion } from '../schemas/policy.ts';
import { Shop } from '../schemas/shop.ts';
import { RestRefusal, at } from './rest.ts';
import type { Visit } from './staff-page.ts';

/** Where no shop's clock can be known. It is named wherever a time is shown. */
const NO_SHOPS_ZONE = 'UTC';

/** Who reads, on the clock of the order's shop; else his own shop's. A key that may not read shops or policies is shown UTC. */
export async function readerOf(
  { rest, locale, shop: own }: Pick<Visit, 'rest' | 'locale' | 'shop'>,
  shop = own ?? DEFAULT_NAME,
): Promise<Reader> {
  try {
    const { timeZone, policy } = await rest.get(at`/v1/shops/${shop}`, Shop);
    if (timeZone !== undefined) return { locale, timeZone };
    const { document } = await rest.get(at`/v1/policies/${policy}`, PolicyVersion);
    return { locale, timeZone: document.calendar.timeZone };
  } catch (error) {
    if (error instanceof RestRefusal) return { locale, timeZone: NO_SHOPS_ZONE };
    throw error;
  }
}
