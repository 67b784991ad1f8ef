import { describe, expect, test } from 'vitest';
import { sealWith } from '../../api/sealed.ts';

const seal = sealWith('a-secret-for-tests-only');

describe('a sealed answer', () => {
  test('opens with the same secret', () => {
    expect(seal.open(seal.seal({ key: 'hf_1' }))).toEqual({ key: 'hf_1' });
  });

  test('is never the same twice and never shows what is in it', () => {
    const [one, two] = [seal.seal('hf_1'), seal.seal('hf_1')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('hf_1');
  });

  test('opens with no other secret', () => {
    expect(() => sealWith('another-secret-for-tests').open(seal.seal('hf_1'))).toThrow();
  });

  test('can not be changed unnoticed', () => {
    const bytes = Buffer.from(seal.seal('hf_1'), 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => seal.open(bytes.toString('base64'))).toThrow();
  });
});
