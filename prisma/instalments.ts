import { instalmentStates, owedOf, paidBy } from '../domain/credit/dues.ts';
import type { DueInstalment, PaidBy } from '../domain/credit/dues.ts';
import type { Client } from './database.ts';
import type { Instalment as InstalmentRow, Prisma } from './generated/client.ts';
import { instant, instantOrNull, integer, oneOf } from './rows.ts';

/** A new instalment of a plan. */
export type NewInstalment = Pick<DueInstalment, 'number' | 'amount' | 'dueOn' | 'dueAt' | 'overdueAt'>;

export type InstalmentChanges = Omit<Prisma.InstalmentUpdateManyMutationInput, 'orderId' | 'number'>;

/** Instalments, read and written through `client`. Who writes has locked their order. */
export function instalments(client: Client) {
  return {
    /** All of an order's, the soonest first; none where nothing of it was financed. */
    async ofOrder(orderId: string): Promise<DueInstalment[]> {
      const rows = await client.instalment.findMany({ where: { orderId }, orderBy: { number: 'asc' } });
      return rows.map(instalmentOf);
    },

    async find(orderId: string, number: number): Promise<DueInstalment | undefined> {
      const row = await client.instalment.findUnique({ where: { orderId_number: { orderId, number } } });
      return row ? instalmentOf(row) : undefined;
    },

    async add(
      of: { readonly orderId: string; readonly customerId: string },
      added: readonly NewInstalment[],
    ): Promise<void> {
      await client.instalment.createMany({ data: added.map((one) => ({ ...of, ...one, state: 'planned' })) });
    },

    async change(orderId: string, number: number, data: InstalmentChanges): Promise<DueInstalment> {
      const where = { orderId_number: { orderId, number } };
      return instalmentOf(await client.instalment.update({ where, data }));
    },

    /** The instalment that a session, or a debit, of this provider pays, and by which; undefined where it pays none. */
    async paidThrough(
      provider: string,
      sessionId: string,
    ): Promise<{ readonly number: number; readonly by: PaidBy } | undefined> {
      const [session, debit] = await Promise.all([
        client.paymentSession.findUnique({
          where: { provider_providerSessionId: { provider, providerSessionId: sessionId } },
        }),
        client.instalmentDebit.findUnique({
          where: { provider_providerId: { provider, providerId: sessionId } },
        }),
      ]);
      if (debit) return { number: debit.number, by: 'debit' };
      const number = session?.instalment ?? null;
      return number === null ? undefined : { number, by: 'link' };
    },

    /** Whether something of it is still owed. */
    async isOwed(orderId: string, number: number): Promise<boolean> {
      const found = await this.find(orderId, number);
      return found !== undefined && owedOf(found) > 0;
    },
  };
}

function instalmentOf(row: InstalmentRow): DueInstalment {
  const { number, dueOn, attempts, tries, failureCode, hard } = row;
  return {
    number,
    dueOn,
    attempts,
    tries,
    failureCode,
    hard,
    amount: integer(row.amount),
    paid: integer(row.paid),
    voided: integer(row.voided),
    dueAt: instant(row.dueAt),
    overdueAt: instant(row.overdueAt),
    state: oneOf(instalmentStates, row.state),
    debitAt: instantOrNull(row.debitAt),
    failedAt: instantOrNull(row.failedAt),
    overdueSince: instantOrNull(row.overdueSince),
    paidAt: instantOrNull(row.paidAt),
    paidBy: row.paidBy === null ? null : oneOf(paidBy, row.paidBy),
    remindFrom: instantOrNull(row.remindFrom),
  };
}
