import { durationMs, later } from '../duration.ts';
import { legalTime } from './legal-time.ts';
import type { LegalTime, LegalTimeInput } from './legal-time.ts';

export interface WinBackTimeInput extends Omit<LegalTimeInput, 'from' | 'until'> {
  readonly closedAt: string;
}

/** When a win-back goes out: `winBack.after` after closing, or at the next legal instant; never where the policy's caps leave no time at all. */
export function winBackTime({ closedAt, ...input }: WinBackTimeInput): LegalTime {
  return legalTime({ ...input, from: later(closedAt, durationMs(input.policy.winBack.after)), until: null });
}
