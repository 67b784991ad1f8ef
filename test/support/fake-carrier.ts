import type { LogisticsProvider, ParcelSubscription, SubscriptionAnswer } from '../../providers/ports.ts';

/** A carrier in memory: it takes subscriptions, unless a test has it answer otherwise; it tells nothing by itself. */
export interface FakeCarrier extends LogisticsProvider {
  readonly subscriptions: ParcelSubscription[];
  answer: SubscriptionAnswer;
}

export function fakeCarrier(): FakeCarrier {
  const carrier: FakeCarrier = {
    name: 'sandbox',
    subscriptions: [],
    answer: { state: 'subscribed' },
    async subscribe(parcel) {
      carrier.subscriptions.push(parcel);
      return carrier.answer;
    },
    verifyWebhook: () => ({ verdict: 'bad_signature' }),
  };
  return carrier;
}
