import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import { keepPolicies } from './policies-of-orders.ts';
import type { KeptPolicies } from './policies-of-orders.ts';
import { statementNames } from './statement-names.ts';

/** The typed client inside a transaction, or outside one for plain reads. */
export type Client = Prisma.TransactionClient;

/** A transaction's own time limit: more than any lock wait that is still healthy, less than a step's timeout of 10 s. */
const TRANSACTION_TIMEOUT_MS = 8_000;
const WAIT_FOR_CONNECTION_MS = 5_000;

export interface Database {
  /** Reads and single statements. */
  readonly client: PrismaClient;
  /** Runs `work` in one READ COMMITTED transaction; what it throws rolls everything back. */
  transaction<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** Whether the database answers. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** At most so many; 10 if left out. */
  readonly connections?: number;
  /** How long, in milliseconds, a transaction may take and wait for its connection, where nobody waits for a step: simulations. */
  readonly patience?: number;
}

/** Opens a pool of connections to the PostgreSQL at `url`. Nothing is connected before the first query. */
export function openDatabase({ url, connections = 10, patience }: DatabaseOptions): Database {
  const wait = patience ?? WAIT_FOR_CONNECTION_MS;
  const pool = {
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: wait,
    // Said once a connection; said in every transaction it would be a round trip of each.
    options: '-c default_transaction_isolation=read\\ committed',
  };
  const adapter = new PrismaPg(pool, { statementNameGenerator: statementNames() });
  const client = new PrismaClient({ adapter });
  const kept: KeptPolicies = new Map();
  keepPolicies(client, kept);
  return {
    client,
    transaction: (work) =>
      client.$transaction(
        (inside) => {
          keepPolicies(inside, kept);
          return work(inside);
        },
        { maxWait: wait, timeout: patience ?? TRANSACTION_TIMEOUT_MS },
      ),
    isReachable: () =>
      client.$queryRaw`select 1`.then(
        () => true,
        () => false,
      ),
    close: () => client.$disconnect(),
  };
}
