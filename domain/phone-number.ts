import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * A phone number as it is dialled from anywhere: E.164 (`+8613800138000`). One without a country is taken to be of `region` (ISO 3166,
 * a policy's `calendar.region`). Undefined for text that no number of its country can be; whether somebody answers is not known.
 */
export function dialledNumber(text: string, region: string): string | undefined {
  const code = region.slice(0, 2); // `DE-BY` is in DE
  const country = isSupportedCountry(code) ? code : undefined;
  const parsed = parsePhoneNumberFromString(text, country === undefined ? {} : { defaultCountry: country });
  return parsed?.isValid() ? parsed.number : undefined;
}
