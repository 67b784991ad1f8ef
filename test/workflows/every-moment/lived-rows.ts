import { rows } from './happenings.ts';
import type { Happening, Row, StateName } from './happenings.ts';

/** At the deadline most can go wrong: the time is up, or the minute, or the wait, and the news is there with it. */
const riskyStates: readonly StateName[] = [
  'awaiting',
  'linked',
  'processing',
  'partPaid',
  'applied',
  'inReview',
  'standingAside',
];
const riskyHappenings: readonly Happening[] = [
  'nothing',
  'pays',
  'paysTwice',
  'paysBesides',
  'paysLess',
  'fails',
  'processes',
  'buyerCancels',
  'staffForce',
  'more',
  'toBankTransfer',
  'applies',
  'approved',
  'personApproves',
  'isSuperseded',
  'isMerged',
];
const isRisky = ({ moment, state, happening }: Row) =>
  moment === 'deadline' && riskyStates.includes(state) && riskyHappenings.includes(happening);

/** Of the other rows one in so many. */
const EVERY = 24;

/**
 * All rows of the page take a quarter of an hour: `HOLDFAST_EVERY_ROW=1`. `HOLDFAST_ROWS=applied,isMerged` lives those of these states and
 * happenings. Else those in which the most can go wrong, and some of the others.
 */
export function livedRows({ HOLDFAST_EVERY_ROW, HOLDFAST_ROWS }: NodeJS.ProcessEnv): readonly Row[] {
  if (HOLDFAST_EVERY_ROW === '1') return rows;
  const named = HOLDFAST_ROWS?.split(',');
  if (named) return rows.filter(({ state, happening }) => named.includes(state) || named.includes(happening));
  return rows.filter((row, index) => isRisky(row) || index % EVERY === 0);
}
