import { z } from 'zod';
import { followings } from '../../domain/parcel/following.ts';
import { parcelStates } from '../../domain/parcel/parcel.ts';
import { AnsweredInstant } from './fields.ts';
import { RequestedBy } from './requests.ts';

/** Whose wish it is to be told of a parcel. */
export const ParcelWish = z.strictObject({ by: RequestedBy.default('buyer') });

/** The body of a carrier's webhook (Standard Webhooks); its adapter checks the signature and reads it. */
export const ParcelWebhook = z.looseObject({
  id: z.string(),
  type: z.literal('parcel.update'),
  at: z.iso.datetime({ offset: true }),
  data: z.looseObject({
    orderId: z.string(),
    trackingNumber: z.string(),
    state: z.enum(parcelStates),
    expectedOn: z.iso.date().optional(),
  }),
});

/** Where an order's parcel is. `updates`: whether the carrier was asked to tell, and what came of it. */
export const Shipment = z.object({
  carrier: z.string().optional(),
  trackingNumber: z.string().optional(),
  shippedAt: AnsweredInstant.optional(),
  deliveredAt: AnsweredInstant.optional(),
  updates: z.enum(['none', ...followings]),
  state: z.enum(parcelStates).optional(),
  at: AnsweredInstant.optional(),
  expectedOn: z.iso.date().optional(),
  failedAttempts: z.int().optional(),
});
