import { Unavailable } from "@/lib/core/errors";
import { type Db, inTransaction, type Sql, type Tx } from "./connect";
import { execute, firstRow, sql } from "./query";

const STATEMENT_CANCELLED = "57014";

const TOO_WIDE = "The search took longer than 3 seconds. Narrow it: add queue:, type: or age<, or look in one failure.";

/** The same within a transaction that goes on; afterwards statements have their usual time again. */
export async function patiently<T>(tx: Sql, search: () => Promise<T>): Promise<T> {
  const before = await firstRow<{ setting: string }>(tx, sql`SELECT current_setting('statement_timeout') AS setting`);
  await execute(tx, sql`SET LOCAL statement_timeout = '3s'`);
  const found = await search().catch(tooWide);
  await execute(tx, sql`SELECT set_config('statement_timeout', ${before?.setting ?? "15s"}, true)`);
  return found;
}

/** Runs a search that may look at much; whoever asked hears after three seconds that it is too wide. */
export async function withinPatience<T>(db: Db, search: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, (tx) => patiently(tx, () => search(tx)));
}

function tooWide(error: unknown): never {
  if (!JSON.stringify(error).includes(STATEMENT_CANCELLED)) throw error;
  throw new Unavailable("unavailable", TOO_WIDE);
}
