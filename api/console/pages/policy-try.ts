import type { Html } from '../../../console/html.ts';
import { policyHref } from '../../../console/staff/policies/policy-href.ts';
import { policyTry } from '../../../console/staff/policies/policy-try.ts';
import type { PolicyReader } from '../../../console/staff/policies/policy-value.ts';
import type { TriedOrder } from '../../../console/staff/policies/tried-order.ts';
import { unreadable } from '../read-list.ts';
import type { Visit } from '../staff-page.ts';
import { tryOn } from '../tried-order.ts';

/** What a policy would do to the order that is asked about. Nothing is stored, so the question is part of the address. */
export async function tryOf(
  { rest, shop }: Visit,
  { policy, order }: { readonly policy: string; readonly order: TriedOrder },
  reader: PolicyReader,
): Promise<Html> {
  const action = policyHref(policy);
  try {
    const answer = await tryOn(order, policy, { rest, shop, reader });
    return policyTry({ action, asked: { values: order, errors: {} }, answer }, reader);
  } catch (error) {
    return policyTry({ action, asked: unreadable(error, order), answer: undefined }, reader);
  }
}
