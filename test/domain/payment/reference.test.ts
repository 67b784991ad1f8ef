import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referenceOf, referenceText, referencesIn } from '../../../domain/payment/reference.ts';

const digits = integer({ min: 0, max: 999_999_999 }).map((number) => String(number).padStart(9, '0'));

describe('a payment reference', () => {
  test('is RF, two check digits and nine digits, as ISO 11649 has it', () => {
    expect(referenceOf('539007547')).toMatch(/^RF\d{2}539007547$/);
    expect(referencesIn('RF18539007547034')).toEqual([]); // right, but longer than ours
    expect(referenceText('RF47123456789')).toBe('RF47 1234 5678 9');
  });

  test('is found in whatever is written round it, in any case and grouping', () => {
    const reference = referenceOf('123456789');
    const spaced = referenceText(reference).toLowerCase();
    for (const text of [
      reference,
      spaced,
      `invoice ${spaced}, thanks`,
      `/REF/${reference}/2026`,
      spaced.replaceAll(' ', '-'),
    ])
      expect(referencesIn(text)).toEqual([reference]);
  });

  test('is found once where it stands twice, and each where two stand', () => {
    const [one, other] = [referenceOf('111111111'), referenceOf('222222222')];
    expect(referencesIn(`${one} ${one}`)).toEqual([one]);
    expect(referencesIn(`${one}; ${other}`)).toEqual([one, other]);
  });

  test('with one wrong digit, or two neighbours that changed places, is none', () => {
    assert(
      property(digits, integer({ min: 2, max: 12 }), integer({ min: 1, max: 9 }), (body, at, more) => {
        const right = referenceOf(body);
        const changed = String((Number(right[at]) + more) % 10);
        expect(referencesIn(right.slice(0, at) + changed + right.slice(at + 1))).toEqual([]);
        const swapped = right.slice(0, at) + (right[at + 1] ?? '') + right[at] + right.slice(at + 2);
        if (at < 12 && swapped !== right) expect(referencesIn(swapped)).toEqual([]);
      }),
    );
  });

  test.each(['', 'RF', 'RF00 000 000 000', 'rent for november', '123456789'])('is not in %o', (text) => {
    expect(referencesIn(text)).toEqual([]);
  });
});
