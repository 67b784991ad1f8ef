import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Due } from '../domain/order/agenda.ts';
import type { OrderState } from '../domain/order/state.ts';
import { stateQuery } from './contract.ts';

const OrderStatus = defineSearchAttributeKey('OrderStatus', 'KEYWORD');
const Deadline = defineSearchAttributeKey('Deadline', 'DATETIME');

/** What a person in the Temporal UI reads: the order's state in plain words, and search attributes that follow it. */
export function tellOperators(state: OrderState): void {
  setHandler(stateQuery, () => state);
  setCurrentDetails(describe(state));
  const { typedSearchAttributes: attributes } = workflowInfo();
  const changes = [];
  if (attributes.get(OrderStatus) !== state.status) changes.push({ key: OrderStatus, value: state.status });
  const deadline = state.deadline === null ? null : new Date(state.deadline);
  if ((attributes.get(Deadline)?.getTime() ?? null) !== (deadline?.getTime() ?? null))
    changes.push({ key: Deadline, value: deadline });
  if (changes.length > 0) upsertSearchAttributes(changes);
}

/** The name of a timer: what it waits for. */
export function describeDue(due: Due): string {
  switch (due.what) {
    case 'remind':
      return `remind the buyer (${due.stage})`;
    case 'deliver_messages':
      return 'hand over messages again';
    case 'ask_provider':
      return 'ask the provider about the processing payment';
    case 'alert_pending':
      return 'tell staff that a payment is stuck';
    case 'close':
      return 'close the order and release the stock, unless it is paid';
    case 'close_sessions':
      return 'close sessions left open at the provider';
    case 'end_pause':
      return 'end the pause for an open problem';
    case 'end_supersede':
      return 'go on, unless another order has replaced it';
    case 'watch_promise':
      return 'tell staff, unless the promise to ship or arrive was kept';
    case 'end_watch':
      return 'stop waiting for delivery';
    case 'subscribe_parcel':
      return 'ask the carrier for updates on the parcel';
    case 'ask_bureau':
      return 'ask the credit bureau for a report';
    case 'score_credit':
      return 'decide on the application to pay later';
    case 'end_credit_wait':
      return 'let the deadline run again; a person decides on the application';
    case 'expire_offers':
      return 'take back the offers made after a decline';
    default:
      return due satisfies never;
  }
}

function describe(state: OrderState): string {
  const { status, amountDue, currency, deadline, remindersSent, revision, closedReason } = state;
  const next = state.agenda.map((due) => `- ${due.at}: ${describeDue(due)}`);
  return [
    `**${status.replaceAll('_', ' ')}**${closedReason ? ` (${closedReason.replaceAll('_', ' ')})` : ''}, revision ${revision}`,
    `Due: ${amountDue} ${currency} (minor units). Deadline told to the buyer: ${deadline ?? 'none'}. Reminders sent: ${remindersSent}.`,
    next.length > 0 ? `Next:\n${next.join('\n')}` : 'Nothing is due.',
  ].join('\n\n');
}
