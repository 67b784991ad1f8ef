import type { PolicyReader } from '../../console/staff/policies/policy-value.ts';
import type { TriedPolicy } from '../../console/staff/policies/policy-try.ts';
import type { TriedOrder } from '../../console/staff/policies/tried-order.ts';
import { PolicyPreview } from '../schemas/policy-preview.ts';
import { localInstant, localTimeField } from './local-instant.ts';
import { withFieldsCalled } from './rest.ts';
import { sampleOrder } from './sample-order.ts';
import type { Fields, Visit } from './staff-page.ts';

/** What is asked where nobody says: an order of normal goods, placed now, by a new buyer. */
const usual = { kind: 'normal', amount: '100', segment: 'new', channel: 'store' } as const;

/** The order that somebody asks about, in a query or a form. */
export function triedOrderIn(
  { kind, placedAt, amount, segment, channel }: Fields,
  now: string,
  { timeZone }: Pick<PolicyReader, 'timeZone'>,
): TriedOrder {
  return {
    kind: kind || usual.kind,
    placedAt: placedAt || localTimeField(now, timeZone),
    amount: amount?.trim() || usual.amount,
    segment: segment || usual.segment,
    channel: channel || usual.channel,
  };
}

/**
 * What a policy, by its name or as a document, would do to this order. Throws `RestRefusal` that calls fields of the order as its form does,
 * and fields of the document by where they stand in it.
 */
export async function tryOn(
  order: TriedOrder,
  policy: string | object,
  { rest, shop, reader }: Pick<Visit, 'rest' | 'shop'> & { readonly reader: PolicyReader },
): Promise<TriedPolicy> {
  const placedAt = localInstant(order.placedAt, reader.timeZone);
  const body = {
    policy,
    order: sampleOrder({ placedAt, currency: reader.currency, fields: order }),
    customer: { segment: order.segment },
    ...(shop === undefined ? {} : { shop }),
  };
  try {
    const preview = await rest.ask('/v1/policies/preview', { body, answer: PolicyPreview });
    return { placedAt, preview };
  } catch (error) {
    throw withFieldsCalled(error, nameInForm);
  }
}

function nameInForm(field: string): string {
  const [part, ...rest] = field.split('.');
  return part === 'policy' && rest.length > 0 ? rest.join('.') : (field.split('.').at(-1) ?? field);
}
