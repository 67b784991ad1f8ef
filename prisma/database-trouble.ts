import { z } from 'zod';

/** Prisma's codes for a database that can't be reached, does not answer in time, or has no connection left. */
const UNREACHABLE: readonly string[] = [
  'P1000',
  'P1001',
  'P1002',
  'P1008',
  'P1010',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
];

/** PostgreSQL's: connection trouble (08…), shutting down or starting up (57P0…), too many connections, standby. */
const UNAVAILABLE = /^(?:08...|57P0.|53300|25006)$/;

const NETWORK: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
];

/** Whether an error says that the database is away, rather than that we asked it something wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'PrismaClientInitializationError') return true;
  if ('code' in error && typeof error.code === 'string' && saysAway(error.code)) return true;
  if (/Connection terminated|connection timeout|timeout exceeded when trying to connect/i.test(error.message))
    return true;
  if (saysAway(codeOfServer(error))) return true;
  return isDatabaseAway(error.cause);
}

const FromServer = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) }),
});

/** What the server said, where Prisma wraps it (`P2010`: a raw statement failed). */
function codeOfServer(error: Error): string {
  return FromServer.safeParse(error).data?.meta.driverAdapterError.cause.originalCode ?? '';
}

function saysAway(code: string): boolean {
  return UNREACHABLE.includes(code) || NETWORK.includes(code) || UNAVAILABLE.test(code);
}
