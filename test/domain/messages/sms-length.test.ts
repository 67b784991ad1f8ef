import { expect, test } from 'vitest';
import { smsLength } from '../../../domain/messages/sms-length.ts';

test.each([
  ['nothing', '', 'GSM-7', 0, 1],
  ['160 letters', 'a'.repeat(160), 'GSM-7', 160, 1],
  ['161 letters', 'a'.repeat(161), 'GSM-7', 161, 2],
  ['306 letters', 'a'.repeat(306), 'GSM-7', 306, 2],
  ['307 letters', 'a'.repeat(307), 'GSM-7', 307, 3],
  ['a euro, which takes two', '€', 'GSM-7', 2, 1],
  ['80 euros', '€'.repeat(80), 'GSM-7', 160, 1],
  ['a euro that does not fit at the end of a part', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
  ['a yen sign and an umlaut', '¥ü', 'GSM-7', 2, 1],
  ['an ellipsis', 'a…', 'UCS-2', 2, 1],
  ['70 Chinese characters', '付'.repeat(70), 'UCS-2', 70, 1],
  ['71 Chinese characters', '付'.repeat(71), 'UCS-2', 71, 2],
  ['134 Chinese characters', '付'.repeat(134), 'UCS-2', 134, 2],
  ['135 Chinese characters', '付'.repeat(135), 'UCS-2', 135, 3],
  ['a smile, which takes two', '🙂', 'UCS-2', 2, 1],
  [
    'a smile that does not fit at the end of a part',
    `${'付'.repeat(66)}🙂${'付'.repeat(66)}`,
    'UCS-2',
    134,
    3,
  ],
] as const)('%s', (_, text, encoding, units, parts) => {
  expect(smsLength(text)).toEqual({ encoding, units, parts });
});
