import type { Prisma } from "./connect";
import { sql } from "./query";

/** Ends a statement whose `WITH` wrote arrivals: marks their buckets, in both widths, so that the sums of all queues are worked out again. */
export function touchFleet(written: Prisma.Sql): Prisma.Sql {
  return sql`INSERT INTO series.fleet_touched SELECT DISTINCT account_id, w.seconds, date_bin(make_interval(secs => w.seconds), bucket, 'epoch')
    FROM ${written} CROSS JOIN (VALUES (300), (3600)) AS w(seconds)`;
}
