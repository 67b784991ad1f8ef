import type { DuesPolicy } from './dues-times.ts';

/** A debit the provider has declined. `hard`: it says itself that trying again is no use. */
export interface Decline {
  readonly code: string;
  readonly hard: boolean;
}

/** Whether a decline ends the ladder at once: by the provider's word, or by the policy's list of codes. */
export function isHardDecline(
  { code, hard }: Decline,
  { hardCodes }: Pick<DuesPolicy, 'hardCodes'>,
): boolean {
  return hard || hardCodes.includes(code);
}
