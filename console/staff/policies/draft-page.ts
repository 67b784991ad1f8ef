import { html, type Html } from '../../html.ts';
import { fieldOf, type Field } from '../kit/field.ts';
import { hiddenField, keyField, type FormPart } from '../kit/form.ts';
import type { PolicyVersion } from '../rest-shapes.ts';
import { kitWords } from '../words/kit.ts';
import { policiesWords } from '../words/policies.ts';
import { draftHref, policyHref } from './policy-href.ts';
import type { PolicyReader } from './policy-value.ts';
import { triedOrderFields, triedOrderNames, type TriedOrder } from './tried-order.ts';

/** The form's name on the page: a draft is sent to be tried, or to be saved. */
export const DRAFT = 'draft';

export interface DraftView {
  readonly policy: PolicyVersion;
  readonly mayChange: boolean;
  readonly order: TriedOrder;
}

/** A policy's document to be changed: what the change would do to an order can be seen before it is saved. */
export function draftPage({ policy, mayChange, order }: DraftView, reader: PolicyReader & FormPart): Html {
  const { locale, timeZone, currency } = reader;
  const words = policiesWords[locale];
  const { name, version } = policy;
  return html`<p class="back"><a href="${policyHref(name)}">${words.one(name)}</a></p>
    <div class="head">
      <h1>${words.draft.title(name)}</h1>
      <span>${words.draft.from(version)}</span>
    </div>
    <form class="card act" method="post" action="${draftHref(name)}/try" id="${DRAFT}">
      ${keyField(DRAFT, reader)} ${hiddenField('version', String(version))}
      <div class="columns">
        ${orderPart(order, reader)}
        <div>${documentPart(policy, reader)}</div>
      </div>
      <button type="submit">${words.draft.tryIt}</button>
      ${
        mayChange &&
        html`<button type="submit" class="go" formaction="${draftHref(name)}/save">
          ${words.draft.save}
        </button>`
      }
    </form>
    <p class="fine">${words.amountsIn(currency)} ${kitWords[locale].zone(timeZone)}</p>`;
}

function orderPart(order: TriedOrder, { locale, refused }: PolicyReader & FormPart): Html {
  const part = { form: DRAFT, locale, filled: refused };
  const fieldsOf = (field: Field) =>
    triedOrderNames.flatMap((name) =>
      field.name === name ? [fieldOf({ ...field, value: order[name] }, part)] : [],
    );
  return html`<fieldset>
    <legend>${policiesWords[locale].draft.order}</legend>
    ${triedOrderFields({ locale }).flatMap(fieldsOf)}
  </fieldset>`;
}

function documentPart({ document }: PolicyVersion, { locale, refused }: PolicyReader & FormPart): Html {
  const { draft } = policiesWords[locale];
  const field = {
    kind: 'long_text',
    name: 'document',
    label: draft.document,
    hint: draft.hint,
    isRequired: true,
    value: JSON.stringify(document, null, 2),
  } as const;
  return fieldOf(field, { form: DRAFT, locale, filled: besideTheDocument(refused) });
}

/** Every field of the policy that was refused stands in one document: all of them are told below it. */
function besideTheDocument(refused: FormPart['refused']): FormPart['refused'] {
  if (!refused) return undefined;
  const ofOrder: readonly string[] = triedOrderNames;
  const told = Object.entries(refused.errors)
    .filter(([path]) => !ofOrder.includes(path))
    .map(([path, message]) => (path === 'document' ? message : `${path}: ${message}`));
  return { ...refused, errors: told.length > 0 ? { document: told.join(' · ') } : {} };
}
