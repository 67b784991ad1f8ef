import { readStatementAmount } from '../../domain/payment/statement-amount.ts';
import { badField } from './rest.ts';

/** An amount as people type it, `12.50`, in minor units. Throws `RestRefusal` where the field `amount` has none. */
export function amountIn(text: string, currency: string): number {
  const read = readStatementAmount(text.trim(), currency);
  if ('problem' in read) throw badField('amount', read.problem);
  return read.minor;
}
