import type { RefusalFacts } from '../refusal.ts';

export type RequestedBy = 'buyer' | 'staff';

/** What may be asked of an order: ids, codes and instants. Words lie beside it (rules.md 9), and when it is asked is the workflow's to say. */
export interface Requests {
  cancel: {
    readonly reason: string;
    readonly by: RequestedBy;
    readonly force?: boolean;
    readonly noteId?: string;
  };
  change_lines: {
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
    readonly by: RequestedBy;
  };
  extend: { readonly until?: string; readonly by: RequestedBy };
  change_method: { readonly method: string; readonly instalments?: number; readonly by: RequestedBy };
  report_problem: { readonly problemId: string; readonly problem: string; readonly noteId: string };
  resolve_problem: { readonly problemId: string };
  ship: { readonly at?: string; readonly carrier?: string; readonly trackingNumber?: string };
  deliver: { readonly at?: string };
  /** To be told what the carrier knows of the parcel, now or once it has left. */
  follow_parcel: { readonly by: RequestedBy };
  refund: {
    readonly refundId: string;
    readonly amount?: number;
    readonly reason: string;
    readonly restock: boolean;
  };
  /** To stand aside for an order that is to replace it, or to be a part of it (rules.md 30, 31). */
  begin_supersede: { readonly token: string };
  /** The order that was to replace it is refused, with this code: go on. */
  end_supersede: { readonly token: string; readonly because: string };
  /** What came of a call (product.md section 4). Words and contacts are stored beside it under these ids (rules.md 9). */
  call_outcome: {
    readonly taskId: string;
    readonly outcome: string;
    /** The API key it was told with. */
    readonly key: string;
    readonly reason?: string;
    readonly gift?: boolean;
    readonly noteId?: string;
    readonly contactId?: string;
  };
  /** To pay later. Documents are stored beside it under the request's id (rules.md 9). */
  apply_credit: {
    readonly applicationId: string;
    readonly product: string;
    readonly term?: number;
    readonly documents: number;
  };
  add_documents: { readonly documents: number };
  /** What a person decided. His words are stored beside it under `noteId`. */
  decide_credit: {
    readonly reviewId: string;
    readonly decision: 'approved' | 'declined';
    /** The API key it was told with. */
    readonly key: string;
    readonly noteId: string;
    /** Documents that count from now on (rules.md 35). */
    readonly accept: readonly string[];
  };
  accept_offer: { readonly offerId: string };
  decline_offers: { readonly by: RequestedBy };
  /** The token is stored beside it under the request's id. */
  bind_auto_debit: { readonly by: RequestedBy };
}

export type RequestKind = keyof Requests;
/** A request as it lies in the inbox. `requestId` is the idempotency row's id, and the update's (rules.md 10). */
export type OrderRequest = {
  readonly [K in RequestKind]: { readonly kind: K; readonly requestId: string } & Requests[K];
}[RequestKind];
export type RequestOf<K extends RequestKind> = Extract<OrderRequest, { kind: K }>;

/** Whether a delivered order may still be asked it: its money may go back (rules.md 17), its instalments be taken from another card. */
export function goesOnAfterDelivery(kind: RequestKind): boolean {
  return kind === 'refund' || kind === 'bind_auto_debit';
}

/** The answer to a request: carried out, or refused with a reason a caller branches on. */
export type Answer = { readonly accepted: true } | ({ readonly accepted: false } & RefusalFacts);
