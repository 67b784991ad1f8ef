import { array, constant, constantFrom, integer, nat, record } from 'fast-check';

/** What acts have in common. Numbers pick among what is there, so any play stays a play when it shrinks. */
export const small = nat({ max: 5 });
/** So many attempts at once. */
export const times = constantFrom(1, 1, 1, 2);
export const lines = array(record({ sku: nat({ max: 2 }), quantity: integer({ min: 1, max: 3 }) }), {
  minLength: 1,
  maxLength: 2,
});
export const method = constantFrom('card', 'card', 'alipay', 'bank_transfer', 'cash_on_delivery');
export const named = <const T extends string>(name: T) => constant(name);
