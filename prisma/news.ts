/** What outside systems tell of an order, stored once and applied by its workflow: bureaus' reports, carriers' updates. */
export interface NewsKey {
  readonly provider: string;
  readonly eventId: string;
}

/** How far something that was told has come; `orderId` is null where it is about no order we know. */
export interface NewsProgress {
  readonly orderId: string | null;
  readonly signalledAt: string | null;
  readonly appliedAt: string | null;
}
