import { z } from 'zod';
import { channels } from '../../domain/messages/consents.ts';
import { emphases } from '../../domain/messages/message.ts';
import { segments } from '../../domain/reminders/segments.ts';
import { standingLevels } from '../../domain/validity/standing-level.ts';
import { AnsweredInstant, Instant, OutsideId } from './fields.ts';
import { PlaceOrder } from './place-order.ts';
import { PartialPolicy } from './policy.ts';

/** An order that is not placed, and what is assumed of its buyer. */
export const PreviewRequest = z.strictObject({
  policy: z.union([OutsideId, PartialPolicy], 'must be the name of a policy, or a document').optional(),
  shop: OutsideId.optional(),
  order: PlaceOrder.safeExtend({ placedAt: Instant }).meta({ id: 'PreviewedOrder' }),
  customer: z
    .strictObject({
      segment: z.enum(segments),
      lastReminderAt: Instant,
      standing: z.enum(standingLevels),
      tags: z.array(z.string()),
    })
    .partial()
    .optional(),
});

const PlannedReminder = z.object({
  stage: z.string(),
  at: AnsweredInstant,
  kind: z.enum(['message', 'call']),
  channels: z.array(z.enum(channels)),
  emphasis: z.enum(emphases),
  reason: z.string().optional(),
});

export const PolicyPreview = z
  .object({
    deadline: AnsweredInstant.nullable(),
    releaseAt: AnsweredInstant.nullable(),
    reminders: z.array(PlannedReminder),
    dropped: z.array(z.object({ stage: z.string(), reason: z.string() })),
  })
  .meta({ id: 'PolicyPreview' });
