import { expect, test } from 'vitest';
import { durationMs, isoDuration } from '../../domain/duration.ts';

test.each([
  [0, 'PT0S'],
  [499, 'PT0S'],
  [1_000, 'PT1S'],
  [90_500, 'PT1M31S'],
  [3_600_000, 'PT1H'],
  [86_400_000, 'P1D'],
  [176_461_000, 'P2DT1H1M1S'],
])('%i ms is %s', (ms, text) => {
  expect(isoDuration(ms)).toBe(text);
  expect(durationMs(text)).toBe(Math.round(ms / 1000) * 1000);
});
