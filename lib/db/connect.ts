import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "./generated/client";

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
/** Either: statements that do not care whether they stand in a transaction. */
export type Sql = Db | Tx;
export { Prisma };

export interface ConnectOptions {
  readonly url: string;
  /** The database role taken right after connecting; undefined when the login is a member already. */
  readonly role?: "dlo_web" | "dlo_worker";
  /** What the server calls these connections. */
  readonly name?: string;
  readonly maxConnections?: number;
  readonly statementTimeoutMs?: number;
}

/** A pool of connections that each work with the least rights their process needs. */
export function connect({ url, role, name, maxConnections = 10, statementTimeoutMs = 15_000 }: ConnectOptions): Db {
  const settings = [
    "-c timezone=UTC",
    `-c statement_timeout=${statementTimeoutMs}`,
    ...(role ? [`-c role=${role}`] : []),
  ];
  const adapter = new PrismaPg({
    connectionString: url,
    max: maxConnections,
    application_name: name,
    options: settings.join(" "),
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  return new PrismaClient({ adapter });
}

/** Runs `work` in one transaction: all of it is there afterwards, or none. */
export function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(work, { maxWait: 10_000, timeout: 60_000 });
}

/** Reads through one snapshot: whatever is written meanwhile, `work` sees the database as it was when it began. */
export function inSnapshot<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(work, {
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
    maxWait: 10_000,
    timeout: 600_000,
  });
}
