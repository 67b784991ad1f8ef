import { readStatement, UnreadableStatement } from '../../providers/payment/bank/statement.ts';
import type { Statement } from '../../providers/payment/bank/statement.ts';
import { importStatement } from '../bank-statements.ts';
import { RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { BankStatement, ImportedStatement } from '../schemas/bank-statement.ts';

export const importBankStatement = route({
  method: 'POST',
  url: '/v1/bank-statements',
  scope: 'payments',
  summary:
    'Import a bank statement: columns transaction_id, booked_at, amount, currency, reference. Lines that name an order by its payment reference pay it; importing a line again changes nothing',
  body: BankStatement,
  csv: true,
  response: { 200: ImportedStatement },
  handler: async ({ body: { csv }, caller }, dependencies) => {
    const { errors, unmatchedRows, ...counts } = await importStatement(
      dependencies,
      caller,
      statementOf(csv),
    );
    return { ...counts, errors: [...errors], unmatchedRows: [...unmatchedRows] };
  },
});

function statementOf(csv: string): Statement {
  try {
    return readStatement(csv);
  } catch (error) {
    if (!(error instanceof UnreadableStatement)) throw error;
    const errors = [{ field: 'csv', in: 'body', message: error.message } as const];
    throw new RequestRefusal('invalid_request', { errors });
  }
}
