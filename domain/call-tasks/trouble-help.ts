import { helpFor } from '../payment/failure-help.ts';
import type { FailureHelp } from '../payment/failure-help.ts';

/**
 * Help for a buyer who has trouble paying: what fits his failed payment, else what helps most (product.md section 5: another
 * method, a friend, instalments, more time).
 */
export function troubleHelp({ failureCode }: { readonly failureCode: string | null }): FailureHelp {
  return failureCode === null
    ? { code: 'other', advice: ['another_method', 'friend', 'instalments', 'more_time'] }
    : helpFor(failureCode);
}
