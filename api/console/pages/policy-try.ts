import type { Html } from '../../../console/html.ts';
import { policyHref } from '../../../console/staff/policies/policies-page.ts';
import { policyTry } from '../../../console/staff/policies/policy-try.ts';
import type { PolicyReader } from '../../../console/staff/policies/policy-value.ts';
import { PolicyPreview } from '../../schemas/policy-preview.ts';
import { localInstant, localTimeField } from '../local-instant.ts';
import { unreadable } from '../read-list.ts';
import { sampleOrder } from '../sample-order.ts';
import type { Visit } from '../staff-page.ts';

/** What is asked where nobody says: an order of normal goods, placed now, by a new buyer. */
const usual = { kind: 'normal', amount: '100', segment: 'new', channel: 'store' } as const;

/** What a policy would do to the order that is asked about. Nothing is stored, so the question is part of the address. */
export async function tryOf(visit: Visit, policy: string, reader: PolicyReader): Promise<Html> {
  const { query, now, rest, shop } = visit;
  const { kind, placedAt, amount, segment, channel } = query;
  const values = {
    kind: kind || usual.kind,
    placedAt: placedAt || localTimeField(now, reader.timeZone),
    amount: amount?.trim() || usual.amount,
    segment: segment || usual.segment,
    channel: channel || usual.channel,
  };
  const action = policyHref(policy);
  try {
    const at = localInstant(values.placedAt, reader.timeZone);
    const order = sampleOrder({ placedAt: at, currency: reader.currency, fields: values });
    const body = {
      policy,
      order,
      customer: { segment: values.segment },
      ...(shop === undefined ? {} : { shop }),
    };
    const preview = await rest.ask('/v1/policies/preview', { body, answer: PolicyPreview });
    return policyTry({ action, asked: { values, errors: {} }, placedAt: at, preview }, reader);
  } catch (error) {
    const { errors } = unreadable(error, values);
    const named = Object.entries(errors).map(([field, message]) => [field.split('.').at(-1), message]);
    const asked = { values, errors: Object.fromEntries(named) };
    return policyTry({ action, asked, placedAt: undefined, preview: undefined }, reader);
  }
}
