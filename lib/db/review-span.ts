import type { Prisma } from "./connect";
import { sql } from "./query";

/** The week that a review is about, and what was written before it. */
export interface ReviewSpan {
  readonly from: Date;
  readonly until: Date;
  /** Calendar days of the zone, the last one not in it. */
  readonly firstDay: string;
  readonly endDay: string;
  /** When the review of the week before was written: what came to light since then is in this one. Null: there is none. */
  readonly lastWrittenAt: Date | null;
}

export const withinSql = (column: Prisma.Sql, { from, until }: ReviewSpan): Prisma.Sql =>
  sql`(${column} >= ${from} AND ${column} < ${until})`;
