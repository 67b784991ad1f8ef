import { facts } from '../../../console/staff/kit/facts.ts';
import { callsWords } from '../../../console/staff/words/calls.ts';
import { codeText } from '../../../console/staff/words/codes.ts';
import type { CallOutcome } from '../../../domain/call-tasks/call-task.ts';
import { CallTask } from '../../schemas/call-task.ts';
import { filledIn } from '../filled-in.ts';
import { at, badField } from '../rest.ts';
import type { Fields, FormOf } from '../staff-page.ts';

const claim: FormOf = {
  scope: 'staff',
  act: async ({ rest, params: { taskId = '' }, person, formKey }) => {
    const writing = { body: { by: person }, answer: CallTask, idempotencyKey: formKey };
    await rest.send(at`/v1/call-tasks/${taskId}/claim`, writing);
    return { said: 'call_claimed' };
  },
};

/** Says what came of a call; `more` is what has to be known beside a note. */
function outcomeForm(outcome: CallOutcome, more: (fields: Fields) => object = () => ({})): FormOf {
  return {
    scope: 'staff',
    act: async ({ rest, params: { taskId = '' }, formKey }, fields) => {
      const body = { outcome, ...filledIn(fields, ['note']), ...more(fields) };
      const writing = { body, answer: CallTask, idempotencyKey: formKey };
      await rest.send(at`/v1/call-tasks/${taskId}/outcome`, writing);
      return { said: 'call_made' };
    },
  };
}

/** Whom it was bought for. Throws `RestRefusal` where there is no way to reach him. */
function contactIn(fields: Fields): object {
  const contact = Object.fromEntries(
    Object.entries(filledIn(fields, ['contact.name', 'contact.phone', 'contact.email'])).map(
      ([name, value]) => [name.replace('contact.', ''), value],
    ),
  );
  if (!('phone' in contact || 'email' in contact))
    throw badField('contact.phone', 'must have a phone number or an e-mail address');
  return { contact };
}

function reasonIn(fields: Fields): object {
  return { ...filledIn(fields, ['reason']), gift: keepsForGift(fields) };
}

function keepsForGift({ gift }: Fields): boolean {
  return gift === 'yes';
}

const notWanted: FormOf = {
  ...outcomeForm('not_wanted', reasonIn),
  ask: ({ locale }, fields) => {
    const { outcome: words } = callsWords[locale];
    const isKept = keepsForGift(fields);
    return {
      title: words.ask,
      say: isKept ? words.sayGift : words.say,
      given: facts([
        [words.reason, codeText(fields['reason'] ?? '', locale)],
        [words.note, fields['note']?.trim() || undefined],
      ]),
      button: isKept ? words.keepButton : words.endButton,
    };
  },
};

export const callForms = {
  claim,
  will_pay: outcomeForm('will_pay'),
  no_answer: outcomeForm('no_answer'),
  does_not_remember: outcomeForm('does_not_remember'),
  for_somebody_else: outcomeForm('for_somebody_else', contactIn),
  payment_trouble: outcomeForm('payment_trouble'),
  wants_to_change: outcomeForm('wants_to_change'),
  not_wanted: notWanted,
} as const satisfies Record<CallOutcome | 'claim', FormOf>;
