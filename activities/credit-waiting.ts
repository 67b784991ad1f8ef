import { between } from '../domain/duration.ts';
import type { OrderState } from '../domain/order/state.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import { alertStaff } from './alert-staff.ts';
import { waitLeft } from './credit-ending.ts';
import { putBeforePerson } from './credit-reviewing.ts';
import { endStanding } from './credit-standing.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';

/** The deadline stands still while an application is assessed, for `credit.wait` in all (rules.md 20). */
export function creditWaitingSteps(dependencies: Dependencies) {
  return {
    /** The wait is used up: a person decides, staff are told, and the buyer may pay another way meanwhile. */
    async endCreditWait(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const { id, row } = step.order();
        const { creditSince } = row;
        if (
          !creditSince ||
          between(creditSince.toISOString(), step.now) < waitLeft(step.order(), step.policy)
        )
          return;
        await endStanding(step, 'credit_wait_used_up');
        const application = await creditApplications(step.client).undecided(id);
        if (!application) return;
        const facts = { application: application.id, state: application.state };
        await alertStaff(step, { kind: 'credit_wait_used_up', facts });
        await putBeforePerson(step, application, 'wait_used_up');
      });
      return state;
    },
  };
}
