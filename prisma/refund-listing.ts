import { z } from 'zod';
import type { RefundState } from '../domain/payment/settlement.ts';
import type { Client } from './database.ts';
import { refundOf } from './refunds.ts';
import type { Refund } from './refunds.ts';
import { instant } from './rows.ts';

/** A refund with what a person needs to send it himself. */
export interface RefundBrief {
  readonly refund: Refund;
  /** What it gives back: the provider's session, or the id of its event, which is a bank's id of the transfer; and when it was paid. */
  readonly payment: { readonly provider: string; readonly reference: string; readonly at: string };
  /** What the person who sent it wrote. */
  readonly note: string | null;
}

/** Which refunds to list; what is left out does not narrow. */
export interface RefundFilter {
  readonly id?: string | undefined;
  readonly state?: RefundState | undefined;
  readonly shop?: string | undefined;
}

export interface RefundPage {
  /** The last refund of the page before. */
  readonly after: { readonly requestedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

const Rows = z.array(
  z.object({
    id: z.uuid(),
    provider: z.string(),
    reference: z.string(),
    at: z.date(),
    note: z.string().nullable(),
  }),
);

/** A page of refunds, oldest first: who waits longest gets his money first. One by hand that was sent is on its way. */
export async function listRefunds(
  client: Client,
  { id = null, state = null, shop = null }: { [field in keyof RefundFilter]: RefundFilter[field] | null },
  { after, limit }: RefundPage,
): Promise<RefundBrief[]> {
  const found = Rows.parse(
    await client.$queryRaw`
      select r.id, p.provider, regexp_replace(p.reference, '^event:', '') as reference,
             coalesce(e.occurred_at, p.received_at) as at, n.note
        from refunds r join orders o on o.id = r.order_id join payments p on p.id = r.payment_id
        left join payment_events e on e.provider = p.provider and p.reference = 'event:' || e.event_id
        left join request_notes n on n.id = r.note_id
       where (${id}::uuid is null or r.id = ${id}::uuid)
         and (${shop}::text is null or o.shop = ${shop})
         and (${state}::text is null or case when r.state = 'by_hand' and r.provider_id is not null then 'pending' else r.state end = ${state})
         and (${after?.id ?? null}::uuid is null
              or (r.requested_at, r.id) > (${after?.requestedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
       order by r.requested_at, r.id limit ${limit}`,
  );
  const rows = await client.refund.findMany({ where: { id: { in: found.map((one) => one.id) } } });
  const refunds = new Map(rows.map((row) => [row.id, refundOf(row)]));
  return found.flatMap(({ id: refundId, at, note, ...payment }) => {
    const refund = refunds.get(refundId);
    return refund ? [{ refund, payment: { ...payment, at: instant(at) }, note }] : [];
  });
}
