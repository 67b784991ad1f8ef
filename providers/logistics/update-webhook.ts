import { z } from 'zod';
import { parcelStates } from '../../domain/parcel/parcel.ts';
import type { ParcelVerdict } from '../ports.ts';
import { isGenuineWebhook } from '../standard-webhooks.ts';

/** Ids of a carrier's own: any printable text. */
const CarrierId = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 printable characters');

/** What a carrier tells (api.md, "Webhooks in"). Fields it does not know are dropped: they are where names and places would be. */
export const ParcelUpdate = z.object({
  id: CarrierId,
  type: z.literal('parcel.update'),
  at: z.iso.datetime({ offset: true }),
  data: z.object({
    orderId: CarrierId,
    trackingNumber: z.string().trim().min(1).max(100),
    state: z.enum(parcelStates),
    expectedOn: z.iso.date().exactOptional(),
  }),
});

export interface ReceivedUpdate {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly now: Date;
}

/** What a webhook says, once its signature and its age are right: nothing of an unsigned body is parsed. */
export function readUpdate({ secret, headers, body, now }: ReceivedUpdate): ParcelVerdict {
  if (!isGenuineWebhook({ secret, headers, body, now })) return { verdict: 'bad_signature' };
  const parsed = ParcelUpdate.safeParse(jsonOf(body));
  if (!parsed.success) return { verdict: 'unreadable', why: z.prettifyError(parsed.error) };
  const { id, at, data } = parsed.data;
  return { verdict: 'news', news: { id, at: new Date(at).toISOString(), ...data } };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
