import { shopZone } from '../../domain/calendar/shop-zone.ts';
import { stateAt } from '../../domain/call-tasks/call-task.ts';
import { numberToCall } from '../../domain/call-tasks/number-to-call.ts';
import { callScript } from '../../domain/call-tasks/script.ts';
import type { CallTaskState } from '../../domain/call-tasks/call-task.ts';
import { perkFor } from '../../domain/reminders/perk.ts';
import type { CallBrief } from '../../prisma/call-briefs.ts';
import { nowOf } from '../clock.ts';
import { present } from './present.ts';

/** A call task as the API tells it, with its script as it is at the machine's `now`. */
export function callTaskView(brief: CallBrief, machineNow: string) {
  const { task, order, customer, shop, policy } = brief;
  const now = nowOf(order, machineNow);
  const state = stateAt(task, now);
  const isOver = state === 'done' || state === 'withdrawn';
  const { id, orderId, customerId, stage, attempt, segment, createdAt } = task;
  const { outcome, reason, note, gift, doneAt, withdrawnAt, withdrawnReason } = task;
  return {
    id,
    orderId,
    customerId,
    state,
    stage,
    attempt,
    segment,
    createdAt,
    locale: customer.locale ?? shop.locale,
    script: scriptOf(brief, state, now),
    ...present({
      phone: isOver ? undefined : numberToCall(customer, policy.calendar.region),
      claimedBy: state === 'open' ? undefined : task.claimedBy,
      claimExpiresAt: state === 'claimed' ? task.claimExpiresAt : undefined,
      outcome,
      reason,
      note,
      gift,
      doneAt,
      withdrawnAt,
      withdrawnReason,
    }),
  };
}

function scriptOf(
  { task, order, customer, shop, policy, giftGiven }: CallBrief,
  state: CallTaskState,
  now: string,
): string {
  const { segment, stage, attempt } = task;
  const { currency, amountDue, deadline, paymentState: payment, failureCode } = order;
  return callScript({
    state,
    segment,
    stage,
    attempt,
    currency,
    amountDue,
    deadline,
    payment,
    failureCode,
    now,
    locale: customer.locale ?? shop.locale,
    buyerName: customer.name ?? undefined,
    orderNumber: order.id,
    lines: order.lines.map(({ sku, name = sku, quantity }) => ({
      name,
      quantity,
    })),
    timeZone: shopZone(shop, policy.calendar),
    perk: perkFor(
      {
        segment,
        tags: customer.tags,
      },
      policy.reminders,
    ),
    gift: giftGiven ? undefined : policy.callTasks.gift?.text,
    willPayHold: policy.callTasks.willPayHold,
    extension: policy.extension.buyer,
  });
}
