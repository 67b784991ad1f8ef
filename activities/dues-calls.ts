import { ApplicationFailure } from '@temporalio/common';
import { autoDebits } from '../prisma/auto-debits.ts';
import { instalmentDebits } from '../prisma/instalment-debits.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import type { DebitAnswer } from '../providers/ports.ts';
import { askEach, closeEach } from './asking.ts';
import type { Dependencies } from './dependencies.ts';
import type { StepInput } from './order-step.ts';

export interface OfInstalment extends StepInput {
  readonly number: number;
}

/** Calls to payment providers about instalments. */
export function duesCalls(dependencies: Dependencies) {
  const sessionsOf = ({ orderId, number }: OfInstalment) =>
    openSessions(dependencies.database.client).ofInstalment(orderId, number);
  return {
    /** Asks about the sessions through which an instalment may be paid. */
    async askInstalmentSessions(input: OfInstalment): Promise<void> {
      await askEach(dependencies, await sessionsOf(input), input.now);
    },

    /** Asks, then closes what is neither paid nor being paid: the last thing before an instalment is debited, or once it is paid. */
    async closeInstalmentSessions(input: OfInstalment): Promise<void> {
      await closeEach(dependencies, await sessionsOf(input), input.now);
    },

    /** Asks for a debit under its key; asked before, the provider answers as it did then. */
    async sendDebit({ debitId }: { readonly debitId: string }): Promise<DebitAnswer> {
      const { database, providers, cards } = dependencies;
      const debit = await instalmentDebits(database.client).find(debitId);
      if (!debit) throw ApplicationFailure.nonRetryable(`no debit ${debitId}`);
      const { orderId, amount, currency, createdAt: since } = debit;
      const provider = providers.get(debit.provider);
      const token = await autoDebits(database.client).find(orderId, debit.tokenId);
      if (!provider?.debit) return { state: 'unknown', why: `${debit.provider} can't debit here` };
      if (!cards || !token) return { state: 'unknown', why: 'the card’s token can’t be read here' };
      const opened = cards.openToken(orderId, token.sealedToken);
      return provider.debit({ key: debitId, orderId, amount, currency, token: opened, since });
    },
  };
}
