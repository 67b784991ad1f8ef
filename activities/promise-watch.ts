import { between } from '../domain/duration.ts';
import type { OrderState } from '../domain/order/state.ts';
import { alertStaff } from './alert-staff.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';

/** A day that was promised is over. */
export function promiseSteps(dependencies: Dependencies) {
  return {
    /** A promise whose day has passed is brought to staff, once for shipping and once for arriving (product.md section 8). */
    async watchPromise(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const { status, row } = step.order();
        const waitsToShip = status === 'paid' || status === 'confirmed';
        if (waitsToShip && hasPassed(row.shipBy, step)) await broken(step, 'ship');
        if ((waitsToShip || status === 'shipped') && hasPassed(row.arriveBy, step))
          await broken(step, 'arrive');
      });
      return state;
    },
  };
}

function hasPassed(by: Date | null, { now }: OrderStep): boolean {
  return by !== null && between(by.toISOString(), now) >= 0;
}

async function broken(step: OrderStep, what: 'ship' | 'arrive'): Promise<void> {
  const { id, status, row } = step.order();
  const day = what === 'ship' ? row.promiseShipsOn : row.promiseArrivesOn;
  const facts = { what, promised: day, status };
  step.changeLater(what === 'ship' ? { shipBy: null } : { arriveBy: null });
  await alertStaff(step, { kind: 'broken_promise', facts, key: `broken_promise/${what}/${id}/${day}` });
}
