import { z } from 'zod';
import { Instant } from './fields.ts';

const Text = z.string().trim().min(1).max(100);

/** A parcel on its way. */
export const Shipping = z.strictObject({
  carrier: Text.optional(),
  trackingNumber: Text.optional(),
  at: Instant.optional(),
});

/** A parcel that has arrived. */
export const Delivery = Shipping;
