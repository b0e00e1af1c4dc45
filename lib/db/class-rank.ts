import { LOST_DESPITE_QUEUE } from "@/lib/core/failures/unrecorded/lost-despite-queue";
import { SILENCE_CLASSIFIER } from "@/lib/core/failures/unrecorded/silence-class";
import { ONE_NOW } from "./one-now";
import { sql } from "./query";

/** Class `c` counts what nobody kept, and some of it was lost within a day. A silence counts nothing that was lost. */
export const IS_LOSING = sql`(c.record = 'count-only' AND c.classifier <> ${SILENCE_CLASSIFIER} AND c.status NOT IN ('resolved', 'backlog')
  AND c.last_seen_at > ${ONE_NOW} - interval '24 hours')`;

/**
 * Where class `c` stands, the most urgent first: what is being lost for good although a queue should have kept it, what is
 * being lost for good, then by when the first message is lost; 'infinity' where nothing is. The first two are times long past.
 */
export const RANK = sql`CASE WHEN NOT ${IS_LOSING} THEN coalesce(c.first_expiry_at, 'infinity')
  WHEN c.classifier = ANY(${[...LOST_DESPITE_QUEUE]}::text[]) THEN '1970-01-01T00:00:00Z'::timestamptz ELSE '1970-01-02T00:00:00Z'::timestamptz END`;
