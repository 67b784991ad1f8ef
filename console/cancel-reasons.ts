/** Why an order is cancelled, as pages ask; the codes are what the report on reasons groups by. */
export const cancelReasons = [
  'changed_mind',
  'ordered_by_mistake',
  'too_expensive',
  'delivery_too_slow',
  'cant_pay',
  'bought_elsewhere',
  'other',
] as const;
export type CancelReason = (typeof cancelReasons)[number];
