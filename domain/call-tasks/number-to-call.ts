import { dialledNumber } from '../phone-number.ts';

/** The number a buyer may be called at, in E.164, or undefined where he has none or does not want to be called (rules.md 26). */
export function numberToCall(
  { phone, consents }: { readonly phone: string | null; readonly consents: { readonly call: boolean } },
  region: string,
): string | undefined {
  return consents.call && phone !== null ? dialledNumber(phone, region) : undefined;
}
