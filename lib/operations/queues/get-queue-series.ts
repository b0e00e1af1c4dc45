import { readSeries } from "@/lib/db/samples";
import { onQueue } from "../on";
import { question } from "../operation";

const MOST_BUCKETS = 500;

/** The smallest bucket, a multiple of 5 minutes or of an hour, with which `hours` fit into 500 buckets. */
export function bucketSeconds(hours: number): number {
  const least = (hours * 3600) / MOST_BUCKETS;
  return least <= 300 ? 300 : least <= 3600 ? Math.ceil(least / 300) * 300 : Math.ceil(least / 3600) * 3600;
}

export const getQueueSeries = question(
  "getQueueSeries",
  async (ctx, { id, hours }) => {
    const widthSeconds = bucketSeconds(hours);
    const until = ctx.now();
    const from = new Date(until.getTime() - hours * 3600 * 1000);
    return { widthSeconds, points: await readSeries(ctx.db, id, from, until, widthSeconds) };
  },
  onQueue,
);
