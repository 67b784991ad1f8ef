import { policyPage as renderPolicy } from '../../../console/staff/policies/policy-page.ts';
import { policiesWords } from '../../../console/staff/words/policies.ts';
import { PolicyVersion } from '../../schemas/policy.ts';
import { policyReaderOf } from '../policy-reader.ts';
import { at } from '../rest.ts';
import type { StaffPage } from '../staff-page.ts';
import { triedOrderIn } from '../tried-order.ts';
import { tryOf } from './policy-try.ts';

/** A policy: what it says, and what it would do. */
export const policyPage: StaffPage = {
  path: '/policies/:name',
  scope: ['staff', 'admin'],
  show: async (visit) => {
    const { rest, params, locale, may, shop, query, now } = visit;
    const policy = await rest.get(at`/v1/policies/${params['name'] ?? ''}`, PolicyVersion);
    const reader = await policyReaderOf(visit);
    const order = triedOrderIn(query, now, reader);
    const tryIt = await tryOf(visit, { policy: policy.name, order }, reader);
    const mayChange = may('admin') && shop === undefined;
    return {
      title: policiesWords[locale].one(policy.name),
      main: renderPolicy({ policy, mayChange, tryIt, order }, reader),
    };
  },
};
