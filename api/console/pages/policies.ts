import { policiesPage as renderPolicies } from '../../../console/staff/policies/policies-page.ts';
import { policyHref } from '../../../console/staff/policies/policy-href.ts';
import { policiesWords } from '../../../console/staff/words/policies.ts';
import { PolicyVersion } from '../../schemas/policy.ts';
import { policyReaderOf } from '../policy-reader.ts';
import { readList } from '../read-list.ts';
import { isThere } from '../is-there.ts';
import { at, badField } from '../rest.ts';
import type { FormOf, StaffPage } from '../staff-page.ts';

/** Makes a policy that is as the default one now. One that is there is left alone. */
const make: FormOf = {
  scope: 'admin',
  act: async (visit, fields) => {
    const name = fields['name']?.trim() ?? '';
    const url = at`/v1/policies/${name}`;
    if (name === '' || (await isThere(visit, url, { answer: PolicyVersion, missing: 'policy_not_found' })))
      throw badField('name', name === '' ? 'must not be empty' : 'is a policy there is');
    await visit.rest.send(url, {
      method: 'PUT',
      body: {},
      answer: PolicyVersion,
      idempotencyKey: visit.formKey,
    });
    return { said: 'policy_made', to: policyHref(name) };
  },
};

/** The list of policies. */
export const policiesPage: StaffPage = {
  path: '/policies',
  scope: ['staff', 'admin'],
  menu: 'policies',
  forms: { make },
  show: async (visit) => {
    const { formKey, refused, locale, may, shop, query: asked } = visit;
    const query = asked['cursor'] ? { cursor: asked['cursor'] } : {};
    const [{ data: policies, nextCursor }, reader] = await Promise.all([
      readList(visit, '/v1/policies', PolicyVersion, { query }),
      policyReaderOf(visit),
    ]);
    const mayMake = may('admin') && shop === undefined;
    const main = renderPolicies({ policies, nextCursor, query, mayMake }, { ...reader, formKey, refused });
    return { title: policiesWords[locale].title, main };
  },
};
