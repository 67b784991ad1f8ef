/** Where an instalment is: `planned` before its day, `due` from then on, `overdue` after the policy's grace; the last two are ends. */
export const instalmentStates = ['planned', 'due', 'overdue', 'paid', 'void'] as const;
export type InstalmentState = (typeof instalmentStates)[number];

export const paidBy = ['debit', 'link'] as const;
export type PaidBy = (typeof paidBy)[number];

/** One instalment of an order, as its row has it. Amounts in minor units, instants ISO UTC on the order's clock. */
export interface DueInstalment {
  readonly number: number;
  readonly amount: number;
  readonly paid: number;
  /** Of the amount: not owed any more, because the order was refunded. */
  readonly voided: number;
  /** The local day, and the instant on it from which it is due and debited. */
  readonly dueOn: string;
  readonly dueAt: string;
  /** From when on it is overdue unless it was paid. */
  readonly overdueAt: string;
  readonly state: InstalmentState;
  /** Debits that were declined, in all and of the card that is bound now. */
  readonly attempts: number;
  readonly tries: number;
  /** When the next one is tried; null where none is planned. */
  readonly debitAt: string | null;
  /** How the last one was declined and when, and whether no other try would help. */
  readonly failureCode: string | null;
  readonly failedAt: string | null;
  readonly hard: boolean;
  readonly overdueSince: string | null;
  readonly paidAt: string | null;
  readonly paidBy: PaidBy | null;
  /** A reminder that was moved goes out then. */
  readonly remindFrom: string | null;
}

type Amounts = Pick<DueInstalment, 'amount' | 'paid' | 'voided'>;

/** What is still owed of an instalment. */
export function owedOf({ amount, paid, voided }: Amounts): number {
  return amount - paid - voided;
}

/** What is still owed of a plan. */
export function outstandingOf(instalments: readonly Amounts[]): number {
  return instalments.reduce((sum, instalment) => sum + owedOf(instalment), 0);
}

/** The state once nothing is owed any more, or the one it had. */
export function settledState(instalment: Amounts & Pick<DueInstalment, 'state'>): InstalmentState {
  if (owedOf(instalment) > 0) return instalment.state;
  return instalment.paid > 0 ? 'paid' : 'void';
}

/** An amount that is not owed any more, taken from the last instalments first: what is due soonest stays as it was agreed. */
export function voidFromTheEnd<Item extends Amounts & Pick<DueInstalment, 'number'>>(
  instalments: readonly Item[],
  amount: number,
): readonly { readonly instalment: Item; readonly voids: number }[] {
  let left = amount;
  return instalments
    .toSorted((a, b) => b.number - a.number)
    .flatMap((instalment) => {
      const voids = Math.min(left, owedOf(instalment));
      left -= voids;
      return voids > 0 ? [{ instalment, voids }] : [];
    });
}
