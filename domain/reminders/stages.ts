/** One of an order's reminders: `first`, `second`, … of the strategy, or `last_call`. A stage goes out at most once per order. */
export type Stage = string;

export const lastCall: Stage = 'last_call';

const ordinals: readonly Stage[] = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** The name of the strategy's stage with this index, from 0. */
export function stageAt(index: number): Stage {
  return ordinals[index] ?? `stage_${index + 1}`;
}

/** The index of a stage of the strategy, from 0; -1 for the last call. */
export function indexOfStage(stage: Stage): number {
  const numbered = /^stage_(\d+)$/.exec(stage);
  return numbered ? Number(numbered[1]) - 1 : ordinals.indexOf(stage);
}
