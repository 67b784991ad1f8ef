import type { CreditSummary, Instalment } from '../../domain/credit/application.ts';
import type { Offer } from '../../domain/credit/offer.ts';
import { money } from '../../domain/money.ts';

/** An order's newest application as api.md has it. */
export function creditView({ plan, reasons, ...credit }: CreditSummary, currency: string) {
  const said = reasons && {
    reasons: reasons.map(({ text }) => text),
    reasonCodes: reasons.map(({ code }) => code),
  };
  return { ...credit, ...said, plan: planView(plan, currency) };
}

/** Which of an offer's terms are money. */
const amounts: readonly string[] = ['downPayment', 'financed', 'discount', 'amountDue', 'unitPrice'];

/** An offer as api.md has it: its terms with money as money, and when it ends. */
export function offerView({ id, kind, title, terms, expiresAt }: Offer, currency: string) {
  const { kind: _, ...rest } = terms;
  const shown = Object.entries({ ...rest, expiresAt }).map(([name, value]) => [
    name,
    shownAs(name, value, currency),
  ]);
  return { id, kind, title, terms: Object.fromEntries(shown) };
}

function shownAs(name: string, value: unknown, currency: string): unknown {
  if (amounts.includes(name) && typeof value === 'number') return money(value, currency);
  return value;
}

function planView(plan: readonly Instalment[], currency: string) {
  return plan.map(({ number, amount, dueOn }) => ({ number, amount: money(amount, currency), dueOn }));
}
