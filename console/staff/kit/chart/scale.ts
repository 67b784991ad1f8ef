const STEPS = [1, 2, 2.5, 5, 10] as const;

/** The least round number that is not below `value`: where an axis from zero ends. Nothing at all ends at 1. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = STEPS.find((each) => each * power >= value * (1 - Number.EPSILON)) ?? 10;
  return step * power;
}

/** A stretch of a scale with its round marks, the first and last of which are its ends. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly number[];
}

/** The stretch around `values`, with at most five marks. */
export function stretchAround(values: readonly number[]): Stretch {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = roundUp((high - low || 1) / 3);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  const marks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { from: first * step, to: last * step, marks };
}
