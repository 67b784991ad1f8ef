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

/** The driver's: of a connection that ended under a statement, or never came to be. */
const LOST =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error/i;

/** The adapter's words for the same. */
const ADAPTER: readonly string[] = [
  'DatabaseNotReachable',
  'SocketTimeout',
  'ConnectionClosed',
  'TooManyConnections',
  'TlsConnectionError',
];

/** Whether an error says that the database is away, rather than that we asked it something wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'PrismaClientInitializationError') return true;
  if ('code' in error && typeof error.code === 'string' && saysAway(error.code)) return true;
  if (LOST.test(error.message)) return true;
  const { originalCode, kind } = causeOf(error);
  if (saysAway(originalCode) || ADAPTER.includes(kind)) return true;
  return isDatabaseAway(error.cause);
}

const Cause = z.object({ originalCode: z.string().default(''), kind: z.string().default('') });
const Wrapped = z.object({ meta: z.object({ driverAdapterError: z.object({ cause: Cause }) }) });

/** What server and driver said, where Prisma wraps it (`P2010`: a raw statement failed). */
function causeOf(error: Error): z.infer<typeof Cause> {
  const wrapped = Wrapped.safeParse(error);
  return wrapped.success ? wrapped.data.meta.driverAdapterError.cause : { originalCode: '', kind: '' };
}

function saysAway(code: string): boolean {
  return UNREACHABLE.includes(code) || NETWORK.includes(code) || UNAVAILABLE.test(code);
}
