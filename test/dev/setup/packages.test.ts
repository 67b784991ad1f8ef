import { describe, expect, test } from 'vitest';
import { lacksOtherPlatformsOnly } from '../../../dev/setup/packages.ts';

describe('npm ci that refused may be followed by npm install', () => {
  test.each([
    [
      'where the registry lacks the builds for other platforms',
      ['npm error Missing: @swc/core-darwin-arm64@ from lock file'],
      true,
    ],
    ['not where the lock file misses a package', ['npm error Missing: zod@4.6.7 from lock file'], false],
    [
      'not where it misses one of each',
      [
        'npm error Missing: @swc/core-darwin-arm64@ from lock file',
        'npm error Missing: zod@4.6.7 from lock file',
      ],
      false,
    ],
    [
      'not where it has another version',
      [
        'npm error Missing: @swc/core-darwin-arm64@ from lock file',
        "npm error Invalid: lock file's zod@4.6.6 does not satisfy zod@4.6.7",
      ],
      false,
    ],
    ['not where something else went wrong', ['npm error code ENOTFOUND'], false],
    ['not where all went well', [], false],
  ])('%s', (_, lines, expected) => {
    expect(lacksOtherPlatformsOnly(lines)).toBe(expected);
  });
});
