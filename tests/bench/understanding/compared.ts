import { EVERYTHING } from "@/lib/core/access/scope";
import { parseQuery } from "@/lib/core/search/parse-query";
import { listClasses } from "@/lib/db/classes";
import { type Db, inTransaction, type Sql } from "@/lib/db/connect";
import { listMessages } from "@/lib/db/messages";
import { execute, rows, sql } from "@/lib/db/query";
import { measureInTurns } from "./latencies";
import { FILTERS, type FilterName } from "./questions";

const TURNS = 7;
const LIMIT = 50;

/** How many times longer the classes take to count from the messages than to read from the counters, in turns. */
export async function compareClassList(db: Db): Promise<{ classCounters: number; classPage: number }> {
  const took = await measureInTurns(
    {
      grouped: () => groupMessages(db),
      counted: () => readCounters(db),
      page: () => listClasses(db, EVERYTHING, { view: "all", limit: LIMIT }),
    },
    TURNS,
  );
  return {
    classCounters: took.grouped.p50Ms / took.counted.p50Ms,
    classPage: took.grouped.p50Ms / took.page.p50Ms,
  };
}

/** How many times longer each search takes when no bitmap index may be used, in turns. */
export async function compareSearches(db: Db): Promise<Record<FilterName, number>> {
  const found: Partial<Record<FilterName, number>> = {};
  for (const name of Object.keys(FILTERS) as FilterName[]) {
    const search = (at: Sql, turn: number) =>
      listMessages(at, EVERYTHING, { limit: LIMIT, query: parseQuery(FILTERS[name](turn)).query });
    const took = await measureInTurns(
      { indexed: (turn) => search(db, turn), bare: (turn) => withoutIndexes(db, (tx) => search(tx, turn)) },
      TURNS,
    );
    found[name] = took.bare.p50Ms / took.indexed.p50Ms;
  }
  return found as Record<FilterName, number>;
}

/** What the list would have to ask if nobody kept counters: counts, first expiry and last sight of the first page. */
function groupMessages(db: Db) {
  return rows(
    db,
    sql`SELECT class_id, count(*) FILTER (WHERE state = 'present') AS present, count(*) FILTER (WHERE state = 'probably-expired') AS expired,
          min(expires_at) FILTER (WHERE state = 'present') AS first_expiry_at, max(last_seen_at) AS last_seen_at
        FROM failed_message GROUP BY class_id ORDER BY first_expiry_at, last_seen_at DESC LIMIT ${LIMIT}`,
  );
}

/** The same answer from what is kept. */
function readCounters(db: Db) {
  return rows(
    db,
    sql`SELECT id, present_count, expired_count, first_expiry_at, last_seen_at FROM failure_class
        ORDER BY first_expiry_at, last_seen_at DESC LIMIT ${LIMIT}`,
  );
}

/** The inverted indexes are read by bitmap scans only. */
function withoutIndexes<T>(db: Db, search: (tx: Sql) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    await execute(tx, sql`SET LOCAL enable_bitmapscan = off`);
    return search(tx);
  });
}
