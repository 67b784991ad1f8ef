import type { Pair } from './pair.ts';

/** What the subject of an alert is: the page it leads to. `none`: nothing that has a page here. */
export type AlertSubject = 'order' | 'sku' | 'buyer' | 'endpoint' | 'none';

/** An alert in words. */
export interface AlertText {
  readonly about: AlertSubject;
  /** What it means, and what to do. */
  readonly means: Pair;
}
