import type { ProblemCode } from './problems.ts';

/**
 * What a caller can do about each problem: the `detail` of the problem document where the occurrence says nothing better. The title says
 * what is wrong; the members beside it say what it was decided on.
 */
export const problemHelp = {
  already_shipped: 'The parcel has left; tell its carrier where it should go.',
  not_followable:
    'An order can be followed once it is paid and until it has arrived; one that has left needs a tracking number.',
  logistics_unavailable:
    'Whoever runs Holdfast has to set up a carrier (docs/operations.md). Nothing was changed.',
  nothing_to_appeal: 'Nothing keeps this buyer from ordering as usual.',
  appeal_under_way: '"appealId" waits to be decided; GET /v1/customers/{id}/standing shows what came of it.',
  appeal_not_found: 'GET /v1/standing-appeals has those there are.',
  appeal_decided:
    '"decision" says how. Staff change a standing by POST /v1/customers/{id}/block and /unblock.',
  webhook_endpoint_not_found: 'GET /v1/webhook-endpoints has those this key may see.',
  webhook_delivery_not_found:
    'GET /v1/webhook-endpoints/{id}/deliveries has what it was told; what it took is forgotten after 7 days.',
  out_of_stock:
    'Nothing was held. "shortages" says what of each SKU could be had; order less, or again when there is more.',
  buyer_blocked:
    'The buyer may place no orders. Staff can see why and change it: GET /v1/customers/{id}/standing.',
  too_many_open_orders:
    "One of the buyer's unpaid orders has to be paid, cancelled or merged first; the limit is the policy's.",
  flash_share_exceeded:
    'One buyer may hold and buy only a share of a flash SKU; "limit" says how much in all. Order less of it.',
  order_exists:
    'An order id is used once. Read the order there is with GET, or place this one under another id.',
  order_not_found: "No order has this id. It may have been placed with another key's shop, or not at all.",
  order_not_open:
    '"orderStatus" says how it stands; one that is being closed takes nothing new either. Its journal says why: GET /v1/orders/{id}?include=journal.',
  payment_in_progress:
    'A provider is at work on a payment of this order. Try again when it has answered; staff may force it.',
  provider_unreachable:
    'Its sessions must be asked about first, and the provider does not answer. Nothing was changed; try again shortly.',
  extension_used:
    'A buyer may extend as often as the policy says. Staff can extend to a time of their choice with "until".',
  extension_too_long: 'Choose a time within "latest".',
  extension_too_short: 'Choose a time after the deadline the order has.',
  deadline_passed:
    'After the deadline an order is neither paid nor extended; its stock goes back when the grace is over.',
  no_deadline: 'Orders that are never closed for non-payment need no extension.',
  method_not_allowed:
    "The policy, the kind of goods or the buyer's standing rules it out. Choose another method, or change the policy.",
  unknown_sku: "A SKU must be in stock's books before it can be ordered: PUT /v1/stock/{sku}.",
  price_mismatch:
    'Prices have changed since the cart was made. Show the buyer the one in "price" and place the order again.',
  price_unknown: 'A SKU added to an order takes its price from stock: give it one with PUT /v1/stock/{sku}.',
  currency_mismatch: "An order has one currency, its shop's.",
  sku_not_allowed: 'Goods of a flash sale can not be added to an order; place one of their own.',
  nothing_due: 'The order is paid, or nothing is collected for it: there is nothing to pay.',
  amount_too_large: 'Amounts and their sums must not exceed 10^12 minor units.',
  problem_not_found: 'The order has no open problem with this id; it may have been resolved.',
  not_shippable: 'Only a paid or confirmed order can be shipped, once.',
  not_deliverable: 'Only a shipped order can be delivered, once.',
  auto_debit_required: 'The buyer has to bind a card first: POST /v1/orders/{id}/auto-debit.',
  nothing_to_refund: 'All that was paid has gone back, or nothing was paid.',
  refund_too_large: '"most" says what can still go back.',
  refund_not_found: 'GET /v1/refunds has those there are.',
  refund_not_by_hand:
    '"state" says how it stands. GET /v1/refunds?state=by_hand has those a person has to send.',
  call_task_not_found: 'No call task has this id.',
  call_task_done: 'Its outcome is written down; read it with GET /v1/call-tasks.',
  call_task_withdrawn: 'The order no longer awaits payment, so nobody should be called.',
  already_claimed: 'It is free again when the claim runs out; take another task meanwhile.',
  no_gift: 'The policy has none, or it was promised already.',
  credit_application_open:
    'Wait for its answer: "credit" of the order says how far it is. An approval that is open has to be used, or the order changed.',
  credit_not_approved:
    'A card is bound for what is financed. Apply first: POST /v1/orders/{id}/credit-application.',
  auto_debit_unavailable:
    'Cards of this shop go to a provider that can not debit them by itself; see paymentProviders of PUT /v1/shops/{shop}.',
  instalment_not_found: 'GET /v1/orders/{id}/instalments lists those there are.',
  instalment_settled: 'It was paid, or is not owed any more: GET /v1/orders/{id}/instalments.',
  credit_review_not_found: 'GET /v1/credit-reviews lists those there are.',
  credit_review_decided: 'A review is decided once. Read what was decided: GET /v1/credit-reviews?orderId=.',
  documents_not_taken:
    'Documents are taken while an application is decided, and after a decline for grades A and B. Apply again instead.',
  document_not_found: 'The review lists the documents of its order.',
  too_many_documents:
    'The policy says how many one order may have (credit.documents.most). Send the ones that matter.',
  offer_not_found: 'The order lists its open offers in "offers".',
  offer_not_open:
    'It was taken, declined, has expired, or would not work any more. Read "offers" of the order again.',
  payload_key_unknown:
    'Whoever runs Holdfast has to add the key "keyId" to PAYLOAD_KEYS (docs/operations.md). Nothing reads it without.',
  payload_altered: 'It was damaged, or made by somebody without the key; "errors" says which one.',
  document_too_large: 'Send a smaller file: "maxBytes" is the most one may have.',
  document_type_not_allowed: 'Send a PDF, JPEG or PNG whose name ends accordingly.',
  documents_unavailable:
    'Whoever runs Holdfast has to set DOCUMENT_KEY (docs/operations.md). Nothing was stored.',
  being_superseded: 'Wait a minute: it is cancelled then, or open again.',
  supersede_mismatch: 'An order replaces one of the same buyer in the same shop only.',
  merge_mismatch: 'Orders are merged when buyer, shop, currency and the way stock is taken are the same.',
  malformed_json: 'Send a JSON document; the message beside says where it breaks off.',
  bad_request: 'The HTTP request itself is broken.',
  unreadable_event: 'The body is not an event as the contract has it. It was not stored.',
  unauthorized: 'Send "Authorization: Bearer <api key>". In dev mode the key is holdfast-dev.',
  bad_signature:
    "Sign id, timestamp and body with the provider's secret; a timestamp may be five minutes off.",
  insufficient_scope: 'Use a key with the scope that GET /openapi.json names for this route.',
  wrong_shop: 'Use a key of this shop, or one that is bound to none.',
  not_found: 'See GET /openapi.json, or /docs in a browser, for what there is.',
  shop_not_found: 'Make it with PUT /v1/shops/{shop}. The shop "default" is always there.',
  customer_not_found: 'Make it with PUT /v1/customers/{id}; placing an order makes one too.',
  sku_not_found: 'Make it with PUT /v1/stock/{sku}.',
  policy_not_found: 'Make it with PUT /v1/policies/{name}. The policy "default" is always there.',
  reconciliation_not_found:
    'None has been finished yet, or none has this id. POST /v1/reconciliation asks for one.',
  alert_not_found: 'No alert has this id.',
  api_key_not_found: 'No API key has this id; it may have been revoked.',
  unknown_provider: 'No provider of this name is set up here.',
  message_not_found: "The buyer's inbox has no message with this id.",
  template_not_found:
    'There is no message of this name; GET /v1/templates/{name} takes purpose, channel and locale.',
  http_method_not_allowed: 'See the header "allow" for what this address takes.',
  idempotency_in_progress:
    'The same request is under way. Send it again in a moment: it answers what the first one answers.',
  stock_below_zero: 'Adjust by less, or set what is on hand with PUT.',
  precondition_failed: 'Read it again, and send its new ETag in If-Match.',
  body_too_large: 'A body may have 1 MiB.',
  unsupported_media_type: 'Send "content-type: application/json".',
  invalid_request: '"errors" names each field and what is wrong with it.',
  idempotency_key_reused: 'A key stands for one request for 7 days. Use a new key for a new request.',
  headers_too_large: 'Send a shorter address or fewer headers.',
  internal_error:
    "It is logged with the request's id. Sending the same request again with the same Idempotency-Key is safe.",
  engine_unavailable: 'Nothing was changed. Send it again after "Retry-After" seconds.',
  provider_unavailable: 'Nothing was changed. Send it again in a moment.',
  database_unavailable: 'It is not known to have been done. Send it again with the same Idempotency-Key.',
  overloaded: 'Nothing was changed. Send it again after "Retry-After" seconds.',
} as const satisfies Record<ProblemCode, string>;
