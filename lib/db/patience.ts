import { Unavailable } from "@/lib/core/errors";
import { type Db, inTransaction, type Tx } from "./connect";
import { execute, sql } from "./query";

const STATEMENT_CANCELLED = "57014";

/** Runs a search that may look at much; whoever asked hears after three seconds that it is too wide. */
export async function withinPatience<T>(db: Db, search: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(db, async (tx) => {
      await execute(tx, sql`SET LOCAL statement_timeout = '3s'`);
      return search(tx);
    });
  } catch (error) {
    if (!JSON.stringify(error).includes(STATEMENT_CANCELLED)) throw error;
    throw new Unavailable(
      "unavailable",
      "The search took longer than 3 seconds. Narrow it: add queue:, type: or age<, or look in one failure.",
    );
  }
}
