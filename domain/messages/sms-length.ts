/** How a text travels as SMS: its alphabet, what it takes of it, and in how many parts it is billed (3GPP TS 23.038, 23.040). */
export interface SmsLength {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets of GSM-7 or UTF-16 units of UCS-2. */
  readonly units: number;
  readonly parts: number;
}

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€\f';

/** What one part takes, alone and as one of several (each of these gives some up for a header). */
const room = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const;

/** Counts `text` as SMS. No character and no escape pair is split over two parts, as networks send them. */
export function smsLength(text: string): SmsLength {
  const costs = gsm7Costs(text);
  const encoding = costs ? 'GSM-7' : 'UCS-2';
  const units = costs ?? Array.from(text, (character) => character.length);
  const total = units.reduce((sum, cost) => sum + cost, 0);
  return {
    encoding,
    units: total,
    parts: total <= room[encoding].alone ? 1 : partsOf(units, room[encoding].joined),
  };
}

function partsOf(costs: readonly number[], size: number): number {
  let [parts, used] = [1, 0];
  for (const cost of costs) {
    if (used + cost > size) [parts, used] = [parts + 1, 0];
    used += cost;
  }
  return parts;
}

/** Septets of each character, or undefined when one of them is not in GSM-7. */
function gsm7Costs(text: string): number[] | undefined {
  const costs: number[] = [];
  for (const character of text) {
    if (BASIC.includes(character)) costs.push(1);
    else if (EXTENDED.includes(character)) costs.push(2);
    else return undefined;
  }
  return costs;
}
