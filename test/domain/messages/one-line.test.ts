import { expect, test } from 'vitest';
import { oneLine, shortened } from '../../../domain/messages/one-line.ts';

test.each([
  ['line breaks and tabs', 'a\r\n\tb\u2028c', 'a b c'],
  ['control characters', 'a\u0000b\u007Fc', 'a b c'],
  ['characters that turn the writing around', 'a\u202Eb\u2066c', 'abc'],
  ['space at the ends', '  a  ', 'a'],
])('%s do not survive', (_, text, line) => expect(oneLine(text)).toBe(line));

test.each([
  ['short enough', 5, 'hello', 'hello'],
  ['too long', 5, 'hello there', 'hell…'],
  ['of characters in several parts', 3, '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧👨‍👩‍👧…'],
])('a text that is %s', (_, length, text, cut) => expect(shortened(text, length)).toBe(cut));
