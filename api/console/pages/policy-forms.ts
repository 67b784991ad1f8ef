import { z } from 'zod';
import { DRAFT } from '../../../console/staff/policies/draft-page.ts';
import { draftTried } from '../../../console/staff/policies/draft-tried.ts';
import { policyChanges } from '../../../console/staff/policies/policy-changes.ts';
import { policyHref } from '../../../console/staff/policies/policy-href.ts';
import { policiesWords } from '../../../console/staff/words/policies.ts';
import { PolicyVersion } from '../../schemas/policy.ts';
import { PolicyPreview } from '../../schemas/policy-preview.ts';
import { filledFrom, requireNewest } from '../filled-from.ts';
import { policyReaderOf } from '../policy-reader.ts';
import { at, badField, withFieldsCalled } from '../rest.ts';
import { sampleOrder } from '../sample-order.ts';
import type { Fields, FormOf, Visit } from '../staff-page.ts';
import { triedOrderIn, tryOn } from '../tried-order.ts';

const Document = z.record(z.string(), z.unknown());

/** What the draft would do to an order, beside what the policy does as it is. Stores nothing; the draft stays in its form. */
export const tryForm: FormOf = {
  scope: ['staff', 'admin'],
  of: DRAFT,
  act: async (visit, fields) => {
    const name = nameOf(visit);
    const document = documentIn(fields);
    const [{ version }, reader] = await Promise.all([policyOf(visit), policyReaderOf(visit)]);
    const order = triedOrderIn(fields, visit.now, reader);
    const { rest, shop } = visit;
    const draft = await tryOn(order, { name, ...document }, { rest, shop, reader });
    const saved = await tryOn(order, name, { rest, shop, reader });
    return { show: draftTried({ version, saved, draft }, reader), keeps: true };
  },
};

/**
 * Saves a new version of a policy, once its changes have been seen. A document that is none, or was made from a version that is not the
 * newest any more, is refused before anybody is asked.
 */
export const saveForm: FormOf = {
  scope: 'admin',
  of: DRAFT,
  ask: async (visit, fields) => {
    const name = nameOf(visit);
    const { ask } = policiesWords[visit.locale];
    const [current, reader] = await Promise.all([policyOf(visit), policyReaderOf(visit)]);
    requireNewest(fields, current);
    const document = documentIn(fields);
    await requirePolicy(visit, { name, document, currency: reader.currency });
    const given = policyChanges(current.document, document, reader);
    return { title: ask.title(name), say: ask.say, given, button: ask.button };
  },
  act: async (visit, fields) => {
    const name = nameOf(visit);
    const writing = {
      method: 'PUT',
      body: documentIn(fields),
      answer: PolicyVersion,
      idempotencyKey: visit.formKey,
      ifMatch: filledFrom(fields),
    } as const;
    await visit.rest.send(at`/v1/policies/${name}`, writing);
    return { said: 'policy_saved', to: policyHref(name) };
  },
};

const policyOf = (visit: Visit) => visit.rest.get(at`/v1/policies/${nameOf(visit)}`, PolicyVersion);

function nameOf({ params }: Visit): string {
  return params['name'] ?? '';
}

function documentIn({ document = '' }: Fields): Readonly<Record<string, unknown>> {
  try {
    const read = Document.safeParse(JSON.parse(document));
    if (read.success) return read.data;
  } catch (error) {
    throw badField('document', error instanceof Error ? error.message : 'is no JSON');
  }
  throw badField('document', 'must be an object');
}

/** Asks the API what the document would do to an order: it reads the whole document for that. Throws `RestRefusal` with every bad field. */
async function requirePolicy(
  { rest, now }: Visit,
  {
    name,
    document,
    currency,
  }: { readonly name: string; readonly document: object; readonly currency: string },
): Promise<void> {
  const order = sampleOrder({ placedAt: now, currency, fields: { amount: '100' } });
  const body = { policy: { name, ...document }, order };
  try {
    await rest.ask('/v1/policies/preview', { body, answer: PolicyPreview });
  } catch (error) {
    throw withFieldsCalled(error, (field) => field.replace(/^policy\./, ''));
  }
}
