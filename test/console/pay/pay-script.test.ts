import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { payScript } from '../../../console/pay/pay-script.ts';
import { later } from '../../../domain/duration.ts';
import { wordingLocales, type WordingLocale } from '../../../domain/messages/locale.ts';
import { timeLeftText, timeWords } from '../../../domain/messages/time-text.ts';

const NOW = '2026-11-24T04:15:00.000Z';

interface Page {
  readonly deadline?: string;
  readonly waiting?: boolean;
  readonly locale?: WordingLocale;
}

/** A browser as far as the script knows one, with a clock that only `pass` moves. */
function browser({ deadline, waiting, locale }: Page) {
  const { day, hour, minute, underAMinute } = timeWords[locale ?? 'en'];
  const left = { textContent: '', dataset: { deadline, now: NOW, day, hour, minute, under: underAMinute } };
  const timers: { readonly at: number; readonly run: () => void }[] = [];
  const shown: ((event: { persisted: boolean }) => void)[] = [];
  const state = { clock: 1_000_000, reloads: 0, left, shown };
  const found: Readonly<Record<string, unknown>> = {
    '[data-deadline]': deadline === undefined ? null : left,
    '[data-waiting]': waiting === true ? {} : null,
  };
  runInNewContext(payScript, {
    document: { querySelector: (selector: string) => found[selector] },
    location: { reload: () => (state.reloads += 1) },
    addEventListener: (_: string, listener: (event: { persisted: boolean }) => void) => shown.push(listener),
    setTimeout: (run: () => void, ms: number) => timers.push({ at: state.clock + ms, run }),
    Date: { now: () => state.clock, parse: (text: string) => Date.parse(text) },
  });
  const due = (end: number) => {
    const index = timers.findIndex(({ at }) => at <= end);
    return index < 0 ? undefined : timers.splice(index, 1)[0];
  };
  const pass = (ms: number) => {
    const end = state.clock + ms;
    for (let next = due(end); next; next = due(end)) {
      state.clock = next.at;
      next.run();
    }
    state.clock = end;
  };
  return { state, pass };
}

describe('the countdown', () => {
  test.each(wordingLocales)('says at every moment in %s what the server would say', (locale) => {
    const deadline = later(NOW, 50 * 3_600_000);
    const { state, pass } = browser({ deadline, locale });
    for (const passed of [
      0,
      1000,
      59_000,
      3_600_000,
      2 * 3_600_000,
      40 * 3_600_000,
      6.5 * 3_600_000,
      29 * 60_000,
    ]) {
      pass(passed);
      const now = later(NOW, state.clock - 1_000_000);
      expect(state.left.textContent).toBe(timeLeftText(now, deadline, locale));
    }
  });

  test('goes by the order clock, whatever the browser thinks the time is', () => {
    expect(browser({ deadline: later(NOW, 8_100_000) }).state.left.textContent).toBe('2 h 15 min');
  });

  test('ends with one look at the server', () => {
    const { state, pass } = browser({ deadline: later(NOW, 90_000) });
    pass(90_000);
    expect(state.reloads).toBe(0);
    pass(600_000);
    expect(state.reloads).toBe(1);
  });
});

describe('looking again', () => {
  test('a page that waits for a result does', () => {
    const { state, pass } = browser({ waiting: true });
    pass(10_000);
    expect(state.reloads).toBe(1);
  });

  test('a page that waits for nothing does not', () => {
    const { state, pass } = browser({});
    pass(3_600_000);
    expect(state.reloads).toBe(0);
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('a page shown again out of the memory (%s) does', (persisted, reloads) => {
    const { state } = browser({});
    for (const listener of state.shown) listener({ persisted });
    expect(state.reloads).toBe(reloads);
  });
});
