/** How many digits a reference has after its check digits: short to type, and enough for a billion orders. */
export const REFERENCE_DIGITS = 9;

/** `RF`, two check digits, nine digits; people and banks put spaces and hyphens into it. */
const WRITTEN = /RF[\s-]*\d{2}(?:[\s-]*\d){9}(?![\s-]*\d)/gi;

/**
 * The payment reference with these nine digits: `RF`, two check digits and the digits, as ISO 11649 has it, so that banks that
 * know such references check them as they are typed. One wrong digit, or two that changed places, never gives another reference.
 */
export function referenceOf(digits: string): string {
  if (!/^\d{9}$/.test(digits)) throw new Error('a reference is made of nine digits');
  const check = 98 - remainder(`${digits}271500`);
  return `RF${String(check).padStart(2, '0')}${digits}`;
}

/** A reference as people read it: in groups of four. */
export function referenceText(reference: string): string {
  return reference.match(/.{1,4}/g)?.join(' ') ?? reference;
}

/** Every right reference in a free text, once each, without spaces; what has wrong check digits is none. */
export function referencesIn(text: string): readonly string[] {
  const written = [...text.matchAll(WRITTEN)].map(([match]) => match.replaceAll(/[\s-]/g, '').toUpperCase());
  return [...new Set(written.filter(isReference))];
}

function isReference(text: string): boolean {
  return remainder(`${text.slice(4)}2715${text.slice(2, 4)}`) === 1;
}

/** Modulo 97 of a long number (ISO 7064). */
function remainder(digits: string): number {
  return Number(BigInt(digits) % 97n);
}
