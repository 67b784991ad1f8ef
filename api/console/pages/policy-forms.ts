import { z } from 'zod';
import { policyChanges } from '../../../console/staff/policies/policy-changes.ts';
import { policiesWords } from '../../../console/staff/words/policies.ts';
import { PolicyVersion } from '../../schemas/policy.ts';
import { PolicyPreview } from '../../schemas/policy-preview.ts';
import { policyReaderOf } from '../policy-reader.ts';
import { at, badField, withFieldsCalled } from '../rest.ts';
import { sampleOrder } from '../sample-order.ts';
import type { Fields, FormOf, Visit } from '../staff-page.ts';

const Document = z.record(z.string(), z.unknown());

/** Saves a new version of a policy, once its changes have been seen. A document that is none is refused before anybody is asked. */
export const saveForm: FormOf = {
  scope: 'admin',
  ask: async (visit, fields) => {
    const name = nameOf(visit);
    const { ask } = policiesWords[visit.locale];
    const document = documentIn(fields);
    const [{ document: current }, reader] = await Promise.all([
      visit.rest.get(at`/v1/policies/${name}`, PolicyVersion),
      policyReaderOf(visit),
    ]);
    await requirePolicy(visit, { name, document, currency: reader.currency });
    const given = policyChanges(current, document, reader);
    return { title: ask.title(name), say: ask.say, given, button: ask.button };
  },
  act: async (visit, fields) => {
    const writing = {
      method: 'PUT',
      body: documentIn(fields),
      answer: PolicyVersion,
      idempotencyKey: visit.formKey,
    } as const;
    await visit.rest.send(at`/v1/policies/${nameOf(visit)}`, writing);
    return { said: 'policy_saved' };
  },
};

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
