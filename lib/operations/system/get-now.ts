import { costPerMonth } from "@/lib/core/cost/prices";
import { headline } from "@/lib/core/headline";
import { listBrokenGlass } from "@/lib/db/approvals";
import { countClasses } from "@/lib/db/classes";
import { countSightings, listBlind, type NowFigures, readFigures } from "@/lib/db/now";
import { listQueues } from "@/lib/db/queues";
import { listRuns } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import { recentUsage } from "@/lib/db/usage";
import { countKept } from "@/lib/db/vault";
import { question } from "../operation";
import { showQueues } from "../queues/queue-view";

/** Older than this and the figures are called stale: three looks at an empty dead-letter queue were missed. */
const STALE_SECONDS = 100;

/** What needs somebody now. Blind spots and unread queues are part of the answer, never left out of it. */
export const getNow = question("getNow", async (ctx, place) => {
  const { db } = ctx;
  const { scope } = ctx.actor;
  const now = ctx.now();
  const [figures, counts, blind, sightings, runs, stopped, vaultCount, usage, unread, brokenGlass] = await Promise.all([
    readFigures(db, scope, place),
    countClasses(db, scope, place),
    listBlind(db, scope, place),
    countSightings(db, scope),
    listRuns(db, scope, { ...place, state: "open", limit: 20 }),
    writeStopFor(db, null),
    countKept(db, scope),
    recentUsage(db, scope),
    listQueues(db, scope, { ...place, isDeadLetterQueue: true, withMessages: true, limit: 200 }),
    listBrokenGlass(db, scope, place),
  ]);
  const isOff = (queue: { mode: string }) => queue.mode === "off";
  const offQueues = await showQueues(db, unread.items.filter(isOff), now);
  const isStale = isOld(figures, now);
  const openRuns = runs.items.map(({ id, number, state }) => ({ id, number, state }));
  return {
    ...headline(
      {
        ...figures,
        ...counts,
        ...sightings,
        blindCount: blind.length,
        openRunCount: openRuns.length,
        isStale,
        isPart: scope.kind !== "all",
      },
      now,
    ),
    ...figures,
    ...counts,
    ...sightings,
    blind,
    openRuns,
    brokenGlass,
    offQueues: offQueues.map(({ id, name, accountName, region, visible, lossAt, lossKind }) => {
      return { queueId: id, name, accountName, region, visible, lossAt, lossKind };
    }),
    vaultCount,
    isStale,
    writesStopped: stopped,
    costUsdPerMonth: costPerMonth(usage),
  };
});

function isOld({ readAt, deadLetterQueueCount }: NowFigures, now: Date): boolean {
  if (readAt === null) return deadLetterQueueCount > 0;
  return now.getTime() - new Date(readAt).getTime() > STALE_SECONDS * 1000;
}
