import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { readStatementAmount } from '../../../domain/payment/statement-amount.ts';

/** One line of a statement that can be read. */
export interface StatementLine {
  /** Its line in the file as a person counts: the heading is line 1. */
  readonly row: number;
  /** The bank's id of the transaction, with the account it is on where the statement names it. */
  readonly transactionId: string;
  readonly bookedAt: string;
  /** Minor units; negative: money that left the account. */
  readonly amount: number;
  readonly currency: string;
  /** What the payer wrote: free text, personal, never stored. */
  readonly text: string;
}

export interface StatementProblem {
  readonly row: number;
  readonly message: string;
}

export interface Statement {
  readonly lines: readonly StatementLine[];
  readonly problems: readonly StatementProblem[];
}

/** Columns that must be there; `account` may be, others are not looked at. */
export const statementColumns = ['transaction_id', 'booked_at', 'amount', 'currency', 'reference'] as const;

/** A statement is not what it must be as a whole. */
export class UnreadableStatement extends Error {
  override readonly name = 'UnreadableStatement';
}

/** Larger files are split: each line is looked up and settled by itself. */
const MOST_LINES = 5_000;

const Info = z.object({ lines: z.int() });
const Rows = z.array(z.object({ record: z.record(z.string(), z.string()), info: Info }));

/**
 * Reads a statement: comma-separated, quoted where needed, in UTF-8, with a heading of `statementColumns` in any order. A line that can't be
 * read is a problem of its own. Throws `UnreadableStatement` where there is no such heading, or the file breaks off.
 */
export function readStatement(csv: string): Statement {
  const rows = rowsOf(csv);
  if (rows.length > MOST_LINES) throw new UnreadableStatement(`has more than ${MOST_LINES} lines: split it`);
  const lines: StatementLine[] = [];
  const problems: StatementProblem[] = [];
  for (const { record, info } of rows) {
    const read = lineOf(record, info.lines);
    if ('message' in read) problems.push(read);
    else lines.push(read);
  }
  return { lines, problems };
}

function rowsOf(csv: string): z.infer<typeof Rows> {
  const options = {
    bom: true,
    columns: headingOf,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  } as const;
  try {
    return Rows.parse(parse(csv, options));
  } catch (error) {
    if (error instanceof CsvError)
      throw new UnreadableStatement(`is no CSV: ${error.message}`, { cause: error });
    throw error;
  }
}

function headingOf(names: readonly string[]): string[] {
  const heading = names.map((name) => name.trim().toLowerCase());
  const missing = statementColumns.filter((column) => !heading.includes(column));
  if (missing.length > 0)
    throw new UnreadableStatement(`has no column ${missing.join(', ')}: its first line names them`);
  return heading;
}

function lineOf(record: Readonly<Record<string, string>>, row: number): StatementLine | StatementProblem {
  const { transaction_id: id = '', booked_at: booked = '', account = '', reference: text = '' } = record;
  const currency = (record['currency'] ?? '').toUpperCase();
  const transactionId = account === '' ? id : `${account}/${id}`;
  if (id === '' || !/^[\x20-\x7e]{1,255}$/.test(transactionId))
    return { row, message: `"${id}" is no transaction_id: 1 to 255 printable ASCII characters` };
  const bookedAt = instantOf(booked);
  if (bookedAt === undefined)
    return { row, message: `"${booked}" is no booked_at such as 2026-11-23 or 2026-11-23T09:30:00Z` };
  const read = readStatementAmount(record['amount'] ?? '', currency);
  if ('problem' in read) return { row, message: read.problem };
  return { row, transactionId, bookedAt, amount: read.minor, currency, text };
}

const Instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

function instantOf(text: string): string | undefined {
  return Instant.safeParse(text).success ? new Date(text).toISOString() : undefined;
}
