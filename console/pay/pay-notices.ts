/** What a click led to. The first ones are good news, the next ones only news, the rest say why it was not done. */
export const goodNotices = [
  'method_changed',
  'extended',
  'lines_changed',
  'problem_reported',
  'offer_taken',
  'documents_sent',
  'parcel_followed',
  'contact_saved',
] as const;
export const plainNotices = ['returned'] as const;
export const badNotices = [
  'order_changed',
  'provider_unavailable',
  'try_again',
  'not_payable',
  'not_open',
  'payment_in_progress',
  'method_not_allowed',
  'extension_used',
  'deadline_passed',
  'out_of_stock',
  'too_many',
  'quantity_unclear',
  'nothing_left',
  'not_possible',
  'contact_unclear',
  'already_shipped',
  'not_followable',
  'incomplete',
  'documents_missing',
  'document_too_large',
  'document_type',
  'too_many_documents',
  'documents_not_taken',
  'buyer_only',
] as const;
export const payNotices = [...goodNotices, ...plainNotices, ...badNotices] as const;
export type PayNotice = (typeof payNotices)[number];
