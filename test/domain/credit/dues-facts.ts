import type { DueInstalment } from '../../../domain/credit/dues.ts';

/** The first instalment of 33.34, due on 28 December at 10:00 in Shanghai, nothing of it paid. */
export function anInstalment(changes: Partial<DueInstalment> = {}): DueInstalment {
  return {
    number: 1,
    amount: 3_334,
    paid: 0,
    voided: 0,
    dueOn: '2026-12-28',
    dueAt: '2026-12-28T02:00:00.000Z',
    overdueAt: '2026-12-31T16:00:00.000Z',
    state: 'planned',
    attempts: 0,
    tries: 0,
    debitAt: null,
    failureCode: null,
    failedAt: null,
    hard: false,
    overdueSince: null,
    paidAt: null,
    paidBy: null,
    remindFrom: null,
    ...changes,
  };
}
