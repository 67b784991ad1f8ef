import { outstandingOf, owedOf } from '../../domain/credit/dues.ts';
import type { DueInstalment } from '../../domain/credit/dues.ts';
import { money } from '../../domain/money.ts';
import { helpFor, helpText } from '../../domain/payment/failure-help.ts';
import { present } from './present.ts';

/** An order's instalments as api.md has them. */
export function instalmentsView(
  instalments: readonly DueInstalment[],
  { currency, isDebited }: { readonly currency: string; readonly isDebited: boolean },
) {
  const financed = instalments.reduce((sum, { amount }) => sum + amount, 0);
  return {
    data: instalments.map((instalment) => instalmentView(instalment, currency)),
    nextCursor: null,
    financed: money(financed, currency),
    outstanding: money(outstandingOf(instalments), currency),
    autoDebit: isDebited,
  };
}

function instalmentView(instalment: DueInstalment, currency: string) {
  const { number, amount, dueOn, state, debitAt, overdueSince, paidAt, paidBy } = instalment;
  return {
    number,
    amount: money(amount, currency),
    owed: money(owedOf(instalment), currency),
    dueOn,
    state,
    ...present({ nextTryAt: debitAt, failure: failureOf(instalment), overdueSince, paidAt, paidBy }),
  };
}

/** How the last debit was declined, while something is still owed. */
function failureOf(instalment: DueInstalment) {
  const { failureCode: code, failedAt: at, hard: final } = instalment;
  if (code === null || at === null || owedOf(instalment) === 0) return undefined;
  return { code, at, final, help: helpText(helpFor(code), 'en').what };
}
