import type { JournalEntry } from '../domain/journal.ts';
import { parcelStates } from '../domain/parcel/parcel.ts';
import type { ParcelState } from '../domain/parcel/parcel.ts';
import { raiseAlert } from './alerts-to-staff.ts';
import type { Client } from './database.ts';
import type { ParcelUpdate as UpdateRow } from './generated/client.ts';
import { journal } from './journal.ts';
import type { NewsKey, NewsProgress } from './news.ts';
import { instant, instantOrNull, oneOf } from './rows.ts';

/** What a carrier told of a parcel, verified. `occurredAt` is on the machine's clock. */
export interface ReceivedUpdate extends NewsKey {
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly state: ParcelState;
  readonly expectedOn: string | null;
  readonly occurredAt: string;
}

/** With its number among all of them. */
export interface StoredUpdate extends ReceivedUpdate {
  readonly number: number;
}

/** Carriers' updates as they come in and are applied, through `client`. */
export function parcelUpdates(client: Client) {
  return {
    /** Stores an update once and answers how far it has come; as it was first told it stays. */
    async store(
      update: ReceivedUpdate,
      { isKnown, receivedAt }: { readonly isKnown: boolean; readonly receivedAt: string },
    ): Promise<NewsProgress> {
      await client.parcelUpdate.createMany({
        data: [{ ...update, receivedAt: new Date(receivedAt) }],
        skipDuplicates: true,
      });
      const row = await client.parcelUpdate.findUniqueOrThrow({ where: keyOf(update) });
      return {
        orderId: isKnown ? row.orderId : null,
        signalledAt: instantOrNull(row.signalledAt),
        appliedAt: instantOrNull(row.appliedAt),
      };
    },

    /** An order's updates that nothing has been made of yet, in the order in which they came. */
    async unapplied(orderId: string): Promise<StoredUpdate[]> {
      const where = { orderId, appliedAt: null };
      return (await client.parcelUpdate.findMany({ where, orderBy: { seq: 'asc' } })).map(updateOf);
    },

    async markSignalled({ provider, eventId }: NewsKey, at: string): Promise<void> {
      const where = { provider, eventId, appliedAt: null };
      await client.parcelUpdate.updateMany({ where, data: { signalledAt: new Date(at) } });
    },

    async markApplied(update: NewsKey, appliedAt: string, outcome: string): Promise<void> {
      await client.parcelUpdate.update({
        where: keyOf(update),
        data: { appliedAt: new Date(appliedAt), outcome },
      });
    },

    /**
     * Settles updates of an order that is over: they change nothing, and its journal says so. A parcel that went back all the same is
     * for staff to see. Who calls has locked the order.
     */
    async settleLate(orderId: string, at: string): Promise<void> {
      for (const update of await this.unapplied(orderId)) {
        await this.markApplied(update, at, 'order_closed');
        await journal(client).write(orderId, [{ at, ...updateEntry(update, 'order_closed') }]);
        if (update.state === 'returned') await raiseAlert(client, returnedAlert(orderId, at));
      }
    },
  };
}

/** What the journal says of an update: codes, instants and days only (rules.md 9). */
export function updateEntry(
  { number, provider, state, occurredAt, expectedOn }: StoredUpdate,
  outcome: string,
): Pick<JournalEntry, 'kind' | 'reason' | 'actor' | 'facts'> {
  const facts = { update: number, provider, state, at: occurredAt, expectedOn };
  return { kind: 'parcel_update', reason: outcome, actor: 'provider', facts };
}

/** Goods that come back are for staff to take in and to give the money back for. */
export function returnedAlert(orderId: string, at: string) {
  const facts = { orderId };
  return { key: `parcel_returned/${orderId}`, kind: 'parcel_returned', subject: orderId, facts, at };
}

function keyOf({ provider, eventId }: NewsKey) {
  return { provider_eventId: { provider, eventId } };
}

function updateOf(row: UpdateRow): StoredUpdate {
  const { provider, eventId, orderId, trackingNumber, expectedOn } = row;
  return {
    number: Number(row.seq),
    provider,
    eventId,
    orderId,
    trackingNumber,
    expectedOn,
    state: oneOf(parcelStates, row.state),
    occurredAt: instant(row.occurredAt),
  };
}
