import { expect, test } from 'vitest';
import { keyFrom, vaultWith } from '../../providers/vault.ts';

const vault = vaultWith(keyFrom('a secret that is kept'));
const content = Buffer.from('%PDF-1.7 a payslip');

test('what is sealed opens again under its own name, and reads as nothing before', () => {
  const sealed = vault.seal(content, 'document-1');
  expect(Buffer.from(sealed).includes('payslip')).toBe(false);
  expect(vault.open(sealed, 'document-1')).toEqual(content);
});

test('the same content never seals to the same bytes', () => {
  expect(vault.seal(content, 'x')).not.toEqual(vault.seal(content, 'x'));
});

test.each([
  ['under another name', (sealed: Uint8Array) => vault.open(sealed, 'document-2')],
  [
    'with another key',
    (sealed: Uint8Array) => vaultWith(keyFrom('another secret')).open(sealed, 'document-1'),
  ],
  [
    'when a byte was changed',
    (sealed: Uint8Array) =>
      vault.open(
        sealed.map((byte, at) => (at === 40 ? byte ^ 1 : byte)),
        'document-1',
      ),
  ],
])('it does not open %s', (_, open) => {
  expect(() => open(vault.seal(content, 'document-1'))).toThrow();
});
