import { z } from 'zod';
import { payers } from '../../prisma/payment-sessions.ts';
import { AnsweredInstant } from './fields.ts';

export const PaymentLinkRequest = z.strictObject({ payer: z.enum(payers).default('buyer') });

/** The buyer's (or a friend's) page, where the order is paid. */
export const PaymentLink = z
  .object({
    url: z.url(),
    expiresAt: AnsweredInstant,
    /** What a QR code for the buyer's wallet says. */
    qrCode: z.string().optional(),
    /** What the buyer writes on a bank transfer. */
    reference: z.string().optional(),
  })
  .meta({ id: 'PaymentLink' });
