import { policyPage as renderPolicy } from '../../../console/staff/policies/policy-page.ts';
import { policiesWords } from '../../../console/staff/words/policies.ts';
import { PolicyVersion } from '../../schemas/policy.ts';
import { policyReaderOf } from '../policy-reader.ts';
import { at } from '../rest.ts';
import type { StaffPage } from '../staff-page.ts';
import { saveForm } from './policy-forms.ts';
import { tryOf } from './policy-try.ts';

/** A policy: what it says, what it would do, and a new version of it. */
export const policyPage: StaffPage = {
  path: '/policies/:name',
  scope: ['staff', 'admin'],
  forms: { save: saveForm },
  show: async (visit) => {
    const { rest, params, formKey, refused, locale, may, shop } = visit;
    const policy = await rest.get(at`/v1/policies/${params['name'] ?? ''}`, PolicyVersion);
    const reader = await policyReaderOf(visit);
    const tryIt = await tryOf(visit, policy.name, reader);
    const mayChange = may('admin') && shop === undefined;
    return {
      title: policiesWords[locale].one(policy.name),
      main: renderPolicy({ policy, mayChange, tryIt }, { ...reader, formKey, refused }),
    };
  },
};
