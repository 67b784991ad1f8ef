import { z } from 'zod';
import { ReceiptBody as StandardReceipt } from '../../providers/messages/standard-receipts.ts';

/** Which message it is about, for providers that are given one address per message. */
export const ReceiptQuery = z.object({ messageId: z.string().max(400).optional() });

/** The body of a receipt in our own shape (Standard Webhooks); a provider with a shape of its own (`twilio`) sends that, as a form. */
export const ReceiptBody = StandardReceipt;
