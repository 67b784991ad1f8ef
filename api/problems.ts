import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { RefusalCode } from '../domain/refusal.ts';
import { problemHelp } from './problem-help.ts';

/** One bad field of a request. */
export interface FieldProblem {
  /** Dotted: `lines.0.quantity`. */
  readonly field: string;
  readonly in: 'params' | 'query' | 'body' | 'header';
  readonly message: string;
}

type Row = readonly [status: number, title: string];

/** What the domain refuses. */
const refusals = {
  out_of_stock: [409, 'Not enough stock'],
  buyer_blocked: [403, 'The buyer is blocked'],
  too_many_open_orders: [409, 'The buyer has too many unpaid orders'],
  flash_share_exceeded: [409, 'More of a flash SKU than one buyer may have'],
  order_exists: [409, 'There is an order with this id'],
  order_not_found: [404, 'No such order'],
  order_not_open: [409, 'The order is not open for this'],
  payment_in_progress: [409, 'A payment is under way'],
  provider_unreachable: [503, 'The payment provider could not be asked'],
  extension_used: [409, 'The extension is used up'],
  extension_too_long: [422, 'Later than the policy allows'],
  extension_too_short: [422, 'Not later than the deadline there is'],
  deadline_passed: [409, 'The deadline has passed'],
  no_deadline: [409, 'The order has no deadline'],
  method_not_allowed: [422, 'The payment method is not allowed for this order'],
  unknown_sku: [422, 'Unknown SKU'],
  price_mismatch: [422, 'The price is not the one in stock'],
  price_unknown: [422, 'The SKU has no price in stock'],
  currency_mismatch: [422, 'The currency is not the one it must be'],
  sku_not_allowed: [422, 'The SKU is not allowed in this order'],
  nothing_due: [409, 'Nothing is due'],
  amount_too_large: [422, 'The amount is too large'],
  problem_not_found: [404, 'No such problem'],
  not_shippable: [409, 'The order can not be shipped now'],
  not_deliverable: [409, 'The order can not be delivered now'],
  already_shipped: [409, 'The order has left: its contact stays as it is'],
  not_followable: [409, 'The parcel of this order can not be followed'],
  auto_debit_required: [409, 'Automatic debit must be set up first'],
  nothing_to_refund: [409, 'Nothing is left to refund'],
  refund_too_large: [422, 'More than is left to refund'],
  refund_not_found: [404, 'No such refund'],
  refund_not_by_hand: [409, 'The refund is not one to be sent by hand, or was sent'],
  call_task_not_found: [404, 'No such call task'],
  call_task_done: [409, 'The call was made already'],
  call_task_withdrawn: [409, 'There is nothing to call about any more'],
  already_claimed: [409, 'Somebody else makes this call'],
  no_gift: [409, 'There is no gift to offer for this order'],
  being_superseded: [409, 'Another order is just about to replace this one'],
  supersede_mismatch: [422, 'The order to supersede is not of the same buyer and shop'],
  merge_mismatch: [422, 'These orders can not be merged'],
  credit_application_open: [409, 'There is an application for this order already'],
  credit_not_approved: [409, 'Nothing of this order is financed'],
  auto_debit_unavailable: [409, 'Nobody can debit a card for this shop'],
  instalment_not_found: [404, 'No such instalment'],
  instalment_settled: [409, 'Nothing is owed of this instalment'],
  credit_review_not_found: [404, 'No such review'],
  credit_review_decided: [409, 'The review was decided already'],
  documents_not_taken: [409, 'No documents are taken for this order now'],
  document_not_found: [404, 'No such document'],
  too_many_documents: [422, 'More documents than are taken for one order'],
  offer_not_found: [404, 'No such offer'],
  offer_not_open: [409, 'The offer is not open any more'],
  nothing_to_appeal: [409, 'The buyer is in good standing: there is nothing to appeal against'],
  appeal_under_way: [409, 'An appeal of this buyer waits to be decided'],
  appeal_not_found: [404, 'No such appeal'],
  appeal_decided: [409, 'The appeal was decided already'],
} as const satisfies Record<RefusalCode, Row>;

/** What the API itself refuses, and what goes wrong with it. */
const requestProblems = {
  malformed_json: [400, 'The body is not JSON'],
  bad_request: [400, 'The request can not be read'],
  unreadable_event: [400, 'The event can not be read'],
  unauthorized: [401, 'A valid API key is needed'],
  bad_signature: [401, 'The signature is not valid'],
  insufficient_scope: [403, 'The API key may not do this'],
  wrong_shop: [403, 'The API key is bound to another shop'],
  not_found: [404, 'Nothing here'],
  shop_not_found: [404, 'No such shop'],
  customer_not_found: [404, 'No such customer'],
  sku_not_found: [404, 'No such SKU in stock'],
  policy_not_found: [404, 'No such policy'],
  payload_key_unknown: [422, 'The payload was encrypted with another key'],
  payload_altered: [422, 'The payload is not what was encrypted'],
  document_too_large: [422, 'The document is too large'],
  document_type_not_allowed: [422, 'Documents of this type are not taken'],
  logistics_unavailable: [503, 'Parcels can not be followed here'],
  documents_unavailable: [503, 'Documents can not be kept safe here'],
  reconciliation_not_found: [404, 'No such comparison'],
  alert_not_found: [404, 'No such alert'],
  webhook_endpoint_not_found: [404, 'No such webhook endpoint'],
  webhook_delivery_not_found: [404, 'No such delivery'],
  api_key_not_found: [404, 'No such API key'],
  unknown_provider: [404, 'No such provider'],
  message_not_found: [404, 'No such message'],
  template_not_found: [404, 'No such template'],
  http_method_not_allowed: [405, 'This address does not take this method'],
  idempotency_in_progress: [409, 'The first request with this key is still being answered'],
  stock_below_zero: [422, 'There can not be less than nothing on hand'],
  precondition_failed: [412, 'It has changed since it was read'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The body must be JSON'],
  invalid_request: [422, 'The request is not valid'],
  idempotency_key_reused: [422, 'The idempotency key was used for another request'],
  headers_too_large: [431, 'The address or the headers are too large'],
  internal_error: [500, 'Something went wrong here'],
  engine_unavailable: [503, 'The workflow engine does not answer'],
  provider_unavailable: [503, 'The payment provider does not answer'],
  database_unavailable: [503, 'The database does not answer'],
  overloaded: [503, 'Too many requests are waiting'],
} as const satisfies Record<string, Row>;

const table: Record<ProblemCode, Row> = { ...refusals, ...requestProblems };

export type RequestProblemCode = keyof typeof requestProblems;
export type ProblemCode = RefusalCode | RequestProblemCode;

export interface ProblemExtras {
  /** For the reader: this occurrence. Says nothing internal. */
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
  /** Members of the document beside the standard ones: ids, amounts, instants. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal of the API's own, mapped like the domain's `Refusal`. */
export class RequestRefusal extends Error {
  override readonly name = 'RequestRefusal';
  readonly code: RequestProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: RequestProblemCode, extras: ProblemExtras = {}) {
    super(code);
    this.code = code;
    this.extras = extras;
  }
}

/** The document every error answers with (RFC 9457); further members say what the code was decided on. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(
      z.object({ field: z.string(), in: z.enum(['params', 'query', 'body', 'header']), message: z.string() }),
    ),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** The HTTP status of a code. */
export function statusOf(code: ProblemCode): number {
  return table[code][0];
}

/** The problem document of `code`; `detail` says what to do about it where the occurrence has nothing to add. */
export function problemOf(
  code: ProblemCode,
  { detail, errors = [], facts = {} }: ProblemExtras = {},
): Problem {
  const [status, title] = table[code];
  const { status: orderStatus, ...others } = facts; // the document's own `status` is HTTP's
  return {
    ...others,
    ...(orderStatus === undefined ? {} : { orderStatus }),
    type: `urn:holdfast:problem:${code}`,
    title,
    status,
    detail: detail ?? problemHelp[code],
    code,
    errors: [...errors],
  };
}

/** The phrase of a status, for the OpenAPI document. */
export function phraseOf(status: number): string {
  return STATUS_CODES[status] ?? String(status);
}
