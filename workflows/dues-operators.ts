import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Task } from '../domain/credit/dues-agenda.ts';
import type { DuesState } from '../domain/credit/dues-state.ts';
import { duesQuery } from './contract.ts';

const Deadline = defineSearchAttributeKey('Deadline', 'DATETIME');

/** What a person in the Temporal UI reads: what is still owed and what comes next, and when as a search attribute. */
export function tellOfDues(state: DuesState): void {
  setHandler(duesQuery, () => state);
  setCurrentDetails(describe(state));
  const at = state.agenda[0]?.at;
  const next = at === undefined ? null : new Date(at);
  const known = workflowInfo().typedSearchAttributes.get(Deadline);
  if ((known?.getTime() ?? null) !== (next?.getTime() ?? null))
    upsertSearchAttributes([{ key: Deadline, value: next }]);
}

/** The name of a timer: what it waits for. */
export function describeTask(task: Task): string {
  switch (task.what) {
    case 'deliver_messages':
      return 'hand over messages again';
    case 'fall_due':
      return `instalment ${task.number} falls due`;
    case 'debit':
      return `debit instalment ${task.number}`;
    case 'ask_debit':
      return `ask the provider what became of the debit of instalment ${task.number}`;
    case 'overdue':
      return `instalment ${task.number} is overdue, unless it is paid`;
    case 'remind':
      return `remind the buyer of instalment ${task.number} (${task.stage.replaceAll('_', ' ')})`;
    case 'close_sessions':
      return `close sessions of instalment ${task.number} left open at the provider`;
    default:
      return task satisfies never;
  }
}

function describe({
  outstanding,
  financed,
  currency,
  instalments,
  settled,
  overdue,
  agenda,
}: DuesState): string {
  const next = agenda.map((task) => `- ${task.at}: ${describeTask(task)}`);
  return [
    `**${outstanding === 0 ? 'paid off' : `${outstanding} of ${financed} ${currency} owed`}** (minor units)`,
    `${settled} of ${instalments} instalments are settled, ${overdue} overdue.`,
    next.length > 0 ? `Next:\n${next.join('\n')}` : 'Nothing is due.',
  ].join('\n\n');
}
