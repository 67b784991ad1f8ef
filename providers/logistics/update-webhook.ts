import { z } from 'zod';
import { parcelStates } from '../../domain/parcel/parcel.ts';
import type { ParcelVerdict } from '../ports.ts';
import { TheirId, readSigned } from '../signed-webhook.ts';
import type { IncomingWebhook } from '../standard-webhooks.ts';

/** What a carrier tells (api.md, "Webhooks in"). Fields it does not know are dropped: they are where names and places would be. */
export const ParcelUpdate = z.object({
  id: TheirId,
  type: z.literal('parcel.update'),
  at: z.iso.datetime({ offset: true }),
  data: z.object({
    orderId: TheirId,
    trackingNumber: z.string().trim().min(1).max(100),
    state: z.enum(parcelStates),
    expectedOn: z.iso.date().exactOptional(),
  }),
});

/** What a carrier's webhook says. */
export function readUpdate(webhook: IncomingWebhook): ParcelVerdict {
  const read = readSigned(webhook, ParcelUpdate);
  if (read.verdict !== 'genuine') return read;
  const { id, at, data } = read.content;
  return { verdict: 'news', news: { id, at: new Date(at).toISOString(), ...data } };
}
