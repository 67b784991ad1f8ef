import { draftPage as renderDraft } from '../../../console/staff/policies/draft-page.ts';
import { policiesWords } from '../../../console/staff/words/policies.ts';
import { PolicyVersion } from '../../schemas/policy.ts';
import { policyReaderOf } from '../policy-reader.ts';
import { at } from '../rest.ts';
import type { StaffPage } from '../staff-page.ts';
import { triedOrderIn } from '../tried-order.ts';
import { saveForm, tryForm } from './policy-forms.ts';

/** A new version of a policy, before it is saved. Staff may see what it would do; saving it is for who may. */
export const policyDraftPage: StaffPage = {
  path: '/policies/:name/draft',
  scope: ['staff', 'admin'],
  forms: { try: tryForm, save: saveForm },
  show: async (visit) => {
    const { rest, params, formKey, refused, locale, may, shop, query, now } = visit;
    const [policy, reader] = await Promise.all([
      rest.get(at`/v1/policies/${params['name'] ?? ''}`, PolicyVersion),
      policyReaderOf(visit),
    ]);
    const view = {
      policy,
      mayChange: may('admin') && shop === undefined,
      order: triedOrderIn(query, now, reader),
    };
    return {
      title: policiesWords[locale].draft.title(policy.name),
      main: renderDraft(view, { ...reader, formKey, refused }),
    };
  },
};
