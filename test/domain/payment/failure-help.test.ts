import { describe, expect, test } from 'vitest';
import {
  advices,
  failureKinds,
  helpFor,
  helpText,
  possibleHelp,
} from '../../../domain/payment/failure-help.ts';

describe('help for a failed payment (product.md section 5)', () => {
  test.each([
    ['no_funds', 'no_funds', ['another_method', 'friend', 'instalments', 'more_time']],
    ['insufficient_funds', 'no_funds', ['another_method', 'friend', 'instalments', 'more_time']],
    ['AUTHENTICATION', 'authentication', ['retry']],
    ['authentication_required', 'authentication', ['retry']],
    ['limit', 'limit', ['split', 'bank_transfer']],
    ['card_velocity_exceeded', 'limit', ['split', 'bank_transfer']],
    ['network', 'network', ['retry']],
    ['timeout', 'network', ['retry']],
    ['do_not_honor', 'other', ['retry', 'another_method']],
    ['', 'other', ['retry', 'another_method']],
    ['toString', 'other', ['retry', 'another_method']],
  ])('for "%s" is that of %s', (code, kind, advice) => {
    expect(helpFor(code)).toEqual({ code: kind, advice });
  });

  test('leaves out what the order can not do', () => {
    const { advice } = possibleHelp(helpFor('no_funds'), (advice) => advice !== 'instalments');
    expect(advice).toEqual(['another_method', 'friend', 'more_time']);
  });

  test.each([
    [true, ['another_method']],
    [false, ['retry']],
  ])('is never empty (other methods: %s)', (others, advice) => {
    expect(possibleHelp(helpFor('limit'), (advice) => advice === 'another_method' && others).advice).toEqual(
      advice,
    );
  });

  test('has different words for every kind and advice, in both languages', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const said = failureKinds.map((code) => helpText({ code, advice: advices }, locale));
      expect(new Set(said.map(({ what }) => what)).size).toBe(failureKinds.length);
      expect(new Set(said[0]?.advice).size).toBe(advices.length);
    }
  });

  test('says that nothing was charged when the network broke', () => {
    expect(helpText(helpFor('network'), 'en').what).toContain('Nothing was charged');
    expect(helpText(helpFor('network'), 'zh-CN').what).toContain('没有扣款');
  });
});
