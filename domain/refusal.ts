/**
 * Why a request was refused: the stable `code` of the problem document (api.md). Which HTTP status each has stands in
 * one table, api/problems.ts.
 */
export const refusalCodes = [
  'out_of_stock',
  'buyer_blocked',
  'too_many_open_orders',
  'flash_share_exceeded',
  'order_exists',
  'order_not_found',
  'order_not_open',
  'payment_in_progress',
  'provider_unreachable',
  'extension_used',
  'extension_too_long',
  'extension_too_short',
  'deadline_passed',
  'no_deadline',
  'method_not_allowed',
  'unknown_sku',
  'price_mismatch',
  'price_unknown',
  'currency_mismatch',
  'sku_not_allowed',
  'nothing_due',
  'amount_too_large',
  'problem_not_found',
  'not_shippable',
  'not_deliverable',
  'already_shipped',
  'not_followable',
  'auto_debit_required',
  'nothing_to_refund',
  'refund_too_large',
  'refund_not_found',
  'refund_not_by_hand',
  'call_task_not_found',
  'call_task_done',
  'call_task_withdrawn',
  'already_claimed',
  'no_gift',
  'being_superseded',
  'supersede_mismatch',
  'merge_mismatch',
  'credit_application_open',
  'credit_not_approved',
  'auto_debit_unavailable',
  'instalment_not_found',
  'instalment_settled',
  'credit_review_not_found',
  'credit_review_decided',
  'documents_not_taken',
  'document_not_found',
  'too_many_documents',
  'offer_not_found',
  'offer_not_open',
  'nothing_to_appeal',
  'appeal_under_way',
  'appeal_not_found',
  'appeal_decided',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** What a step or a rule answers instead of doing what was asked: an expected outcome, not a failure. */
export interface RefusalFacts {
  readonly code: RefusalCode;
  /** What the code was decided on: ids, amounts, instants. Part of the problem document; no personal data. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A refusal on its way to the caller; the API maps it to a problem document. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: RefusalCode, facts: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}
