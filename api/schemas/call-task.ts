import { z } from 'zod';
import { callOutcomes, callTaskStates } from '../../domain/call-tasks/call-task.ts';
import { segments } from '../../domain/reminders/segments.ts';
import { Email, Name, Phone } from './customer.ts';
import { AnsweredInstant, Locale, Note } from './fields.ts';

export const CallTaskParams = z.object({ id: z.uuid() });

/** A call that a person is to make instead of a reminder (product.md section 4). */
export const CallTask = z
  .object({
    id: z.uuid(),
    orderId: z.string(),
    customerId: z.string(),
    state: z.enum(callTaskStates),
    stage: z.string(),
    attempt: z.int(),
    segment: z.enum(segments),
    script: z.string(),
    locale: z.string(),
    phone: z.string().optional(),
    createdAt: AnsweredInstant,
    claimedBy: z.string().optional(),
    claimExpiresAt: AnsweredInstant.optional(),
    outcome: z.enum(callOutcomes).optional(),
    reason: z.string().optional(),
    note: z.string().optional(),
    gift: z.string().optional(),
    doneAt: AnsweredInstant.optional(),
    withdrawnAt: AnsweredInstant.optional(),
    withdrawnReason: z.string().optional(),
  })
  .meta({ id: 'CallTask' });

/** Whom an order was bought for. */
const Contact = z
  .strictObject({
    name: Name.optional(),
    phone: Phone.optional(),
    email: Email.optional(),
    locale: Locale.optional(),
  })
  .refine(
    ({ phone, email }) => phone !== undefined || email !== undefined,
    'must have a phone number or an e-mail address',
  );

/** Why an order is not wanted, as reports group it. */
const ReasonCode = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be a code such as too_expensive');

/** What came of a call. `gift`: the buyer keeps the order for what the policy lets offer. */
export const CallOutcomeReport = z
  .strictObject({
    outcome: z.enum(callOutcomes),
    note: Note.optional(),
    reason: ReasonCode.optional(),
    contact: Contact.optional(),
    gift: z.boolean().optional(),
  })
  .superRefine((report, context) => {
    for (const [path, message] of missing(report))
      context.addIssue({ code: 'custom', path: [path], message });
  });

interface Report {
  readonly outcome: string;
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
  readonly contact?: object | undefined;
  readonly gift?: boolean | undefined;
}

function missing({ outcome, note, reason, contact, gift }: Report): (readonly [string, string])[] {
  const forSomebody = outcome === 'for_somebody_else';
  const notWanted = outcome === 'not_wanted';
  const rules: readonly (readonly [boolean, string, string])[] = [
    [forSomebody && contact === undefined, 'contact', 'must say whom the order is for'],
    [!forSomebody && contact !== undefined, 'contact', 'goes with for_somebody_else only'],
    [notWanted && reason === undefined && note === undefined, 'reason', 'must say why, here or in the note'],
    [!notWanted && reason !== undefined, 'reason', 'goes with not_wanted only'],
    [!notWanted && gift === true, 'gift', 'goes with not_wanted only'],
  ];
  return rules.filter(([holds]) => holds).map(([, path, message]) => [path, message] as const);
}
