import { z } from 'zod';
import type { PayNotice } from '../../console/pay/pay-notices.ts';
import { Refusal } from '../../domain/refusal.ts';
import { ProviderUnavailable } from '../../providers/ports.ts';
import { EngineUnavailable } from '../engine/order-gateway.ts';
import { RequestRefusal } from '../problems.ts';
import type { ProblemCode } from '../problems.ts';
import type { Onward, Visit } from './visit.ts';

/** What the page says to a refusal; what is not here it calls not possible. */
const notices: Partial<Record<ProblemCode, PayNotice>> = {
  order_not_open: 'not_open',
  nothing_due: 'not_open',
  payment_in_progress: 'payment_in_progress',
  being_superseded: 'not_payable',
  provider_unreachable: 'provider_unavailable',
  method_not_allowed: 'method_not_allowed',
  extension_used: 'extension_used',
  deadline_passed: 'deadline_passed',
  out_of_stock: 'out_of_stock',
  flash_share_exceeded: 'too_many',
  amount_too_large: 'too_many',
  document_too_large: 'document_too_large',
  document_type_not_allowed: 'document_type',
  too_many_documents: 'too_many_documents',
  documents_not_taken: 'documents_not_taken',
  already_shipped: 'already_shipped',
  not_followable: 'not_followable',
};

/** Does what the visitor asked. What was refused, or is away, is told on the page; the page itself says how the order stands. */
export async function orNotice(work: () => Promise<Onward>): Promise<Onward> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderUnavailable) return { back: 'provider_unavailable' };
    if (error instanceof EngineUnavailable) return { back: 'try_again' };
    if (error instanceof RequestRefusal) return { back: notices[error.code] ?? 'try_again' };
    if (!(error instanceof Refusal)) throw error;
    return { back: notices[error.code] ?? 'not_possible', short: shortOf(error) };
  }
}

/** The same for what is the buyer's alone: a friend may only pay. */
export async function asBuyer({ payer }: Visit, work: () => Promise<Onward>): Promise<Onward> {
  return payer === 'friend' ? { back: 'buyer_only' } : orNotice(work);
}

const Shortages = z.object({ shortages: z.array(z.object({ sku: z.string() })) });

/** The SKUs there was too little of. */
function shortOf({ facts }: Refusal): readonly string[] {
  return Shortages.safeParse(facts).data?.shortages.map(({ sku }) => sku) ?? [];
}
