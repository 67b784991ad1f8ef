import type { LocalDate } from '../domain/calendar/local-date.ts';
import { shopZone } from '../domain/calendar/shop-zone.ts';
import {
  endOf,
  isInTime,
  promiseAfterShipping,
  promiseFor,
  unknownYearsOf,
} from '../domain/promise/promise.ts';
import type { DeliveryPromise, PromiseTerms } from '../domain/promise/promise.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { NewAlert } from '../prisma/alerts-to-staff.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import type { OrderStep } from './order-step.ts';
import { alertUnknownYear } from './planning.ts';

/** No promise: none was made, or what it was made for is off. */
export const noPromise = { promiseShipsOn: null, promiseArrivesOn: null, shipBy: null, arriveBy: null };

/** Promises when the order ships and arrives, `from` the time it was paid or confirmed, and tells the buyer; made before, it stays. */
export async function makePromise(step: OrderStep, from: string): Promise<void> {
  if (!step.policy.promise.enabled || promiseOf(step)) return;
  const terms = await termsOf(step);
  const promise = promiseFor(from, terms);
  const { shipsOn, arrivesOn } = promise;
  step.changeLater({
    promiseShipsOn: shipsOn,
    promiseArrivesOn: arrivesOn,
    shipBy: new Date(endOf(shipsOn, terms)),
    arriveBy: new Date(endOf(arrivesOn, terms)),
  });
  step.tell({ kind: 'promised', facts: { shipsOn, arrivesOn, from } });
  await tellBuyer(step, promise, 'made');
  for (const year of unknownYearsOf(promise, terms)) await alertUnknownYear(step, year);
}

/** What shipping means for the promise: kept, or it arrives later, and the buyer is told so. Part of the step that ships. */
export async function promiseOnceShipped(step: OrderStep, shippedAt: string): Promise<void> {
  const promised = promiseOf(step);
  if (!promised) return;
  const terms = await termsOf(step);
  const promise = promiseAfterShipping(promised, shippedAt, terms);
  step.changeLater({ shipBy: null });
  if (promise.arrivesOn === promised.arrivesOn) return;
  step.changeLater({
    promiseArrivesOn: promise.arrivesOn,
    arriveBy: new Date(endOf(promise.arrivesOn, terms)),
  });
  const facts = { ...promise, before: promised.arrivesOn, shippedAt };
  step.tell({ kind: 'promised', reason: 'shipped_late', facts });
  await tellBuyer(step, promise, 'shipped_late');
}

/**
 * What the day a carrier expects a parcel on means for the promise: kept, or it arrives that much later. Then the buyer is told the new
 * day, which is watched like the first, and staff are alerted, once for an order; not where a broken promise has told them already.
 */
export async function promiseAsExpected(step: OrderStep, expectedOn: LocalDate): Promise<void> {
  const promised = promiseOf(step);
  if (!promised || expectedOn <= promised.arrivesOn) return;
  const { id, row } = step.order();
  const promise = { ...promised, arrivesOn: expectedOn };
  const facts = { ...promise, before: promised.arrivesOn };
  if (row.arriveBy) await alertLate(step, { orderId: id, ...facts });
  step.changeLater({
    promiseArrivesOn: expectedOn,
    arriveBy: new Date(endOf(expectedOn, await termsOf(step))),
  });
  step.tell({ kind: 'promised', reason: 'carrier_late', facts });
  await tellBuyer(step, promise, `carrier_late_${expectedOn}`);
}

async function alertLate(step: OrderStep, facts: NewAlert['facts'] & { orderId: string }): Promise<void> {
  const { orderId } = facts;
  const key = `late_parcel/${orderId}`;
  const alert = { key, kind: 'late_parcel', subject: orderId, facts, at: step.now };
  if (await raiseAlert(step.client, alert)) step.tell({ kind: 'alert', reason: 'late_parcel', facts });
}

/** Whether the promise was kept with what happened at `at`; undefined where there was none. */
export async function keptPromise(
  step: OrderStep,
  what: 'shipsOn' | 'arrivesOn',
  at: string,
): Promise<boolean | undefined> {
  const promised = promiseOf(step);
  return promised && isInTime(at, promised[what], await termsOf(step));
}

function promiseOf(step: OrderStep): DeliveryPromise | undefined {
  const { promiseShipsOn: shipsOn, promiseArrivesOn: arrivesOn } = step.order().row;
  return shipsOn === null || arrivesOn === null ? undefined : { shipsOn, arrivesOn };
}

async function termsOf(step: OrderStep): Promise<PromiseTerms> {
  const { timeZone } = await step.buyer();
  return { policy: step.policy, zone: shopZone({ timeZone }, step.policy.calendar) };
}

async function tellBuyer(step: OrderStep, promise: DeliveryPromise, stage: string): Promise<void> {
  await queueMessages(step, { purpose: 'promise', stage, channels: serviceChannels, extras: { promise } });
}
