import { dialledNumber } from '../phone-number.ts';
import type { PlacingRequest, PlacingTerms } from './request.ts';

/** Something by which a person is known over several accounts, and how many open unpaid orders there may be with it. */
export interface PersonMark {
  readonly kind: 'phone' | 'address' | 'device';
  /** Normalised: personal data, which is stored as a hash only. */
  readonly text: string;
  readonly most: number;
  /** From how many unpaid ones in an hour on staff are told. */
  readonly burst: number;
}

/** An address of fewer letters and digits says too little to tell people apart. */
const SHORTEST_ADDRESS = 8;

/**
 * By what the buyer of a request is known over several accounts, as far as the policy looks at it (`limits`): his phone numbers as they
 * are dialled, the delivery address without case, spaces and punctuation, and the device.
 */
export function marksOf(
  { customer, shipping, source }: PlacingRequest,
  { policy: { document: policy }, phone: knownPhone }: Pick<PlacingTerms, 'policy' | 'phone'>,
): readonly PersonMark[] {
  const { openOrdersPerPhone, openOrdersPerAddress, openOrdersPerDevice } = policy.limits;
  const burst = policy.alerts.unpaidBurstPerHour;
  const contact = shipping?.contact ?? {};
  const numbers = [knownPhone ?? customer.phone, contact['phone']]
    .filter((text) => typeof text === 'string')
    .flatMap((text) => dialledNumber(text, policy.calendar.region) ?? []);
  const address = normalisedAddress(contact['address']);
  return [
    ...marked('phone', [...new Set(numbers)], openOrdersPerPhone, burst),
    ...marked('address', address === undefined ? [] : [address], openOrdersPerAddress, burst),
    ...marked('device', source?.deviceId === undefined ? [] : [source.deviceId], openOrdersPerDevice, burst),
  ];
}

/** Where an order came from, as it is kept: without what names the device. */
export function storedSource({ source }: PlacingRequest): Readonly<Record<string, unknown>> | undefined {
  if (source?.deviceId === undefined) return source;
  const { deviceId: _, ...kept } = source;
  return kept;
}

function marked(
  kind: PersonMark['kind'],
  texts: readonly string[],
  most: number | null,
  burst: number,
): PersonMark[] {
  return most === null ? [] : texts.map((text) => ({ kind, text, most, burst }));
}

/** One address however it is written: letters and digits only, lower case, full width as half width. */
function normalisedAddress(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined;
  const text = address
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return text.length < SHORTEST_ADDRESS ? undefined : text;
}
