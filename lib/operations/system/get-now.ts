import { headline } from "@/lib/core/headline";
import { listBrokenGlass } from "@/lib/db/approvals";
import { countClasses } from "@/lib/db/classes";
import { countSightings, listBlind, type NowFigures, readFigures } from "@/lib/db/now";
import { listQueues } from "@/lib/db/queues";
import { listRuns } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import { countKept } from "@/lib/db/vault";
import { readShownPace } from "../costs/shown-pace";
import { question } from "../operation";
import { showQueues } from "../queues/queue-view";

/** Older than this and the figures are called stale: three looks at an empty dead-letter queue were missed. */
const STALE_SECONDS = 100;

/** What needs somebody now. Blind spots and unread queues are part of the answer, never left out of it. */
export const getNow = question("getNow", async (ctx, place) => {
  const { db } = ctx;
  const { scope } = ctx.actor;
  const now = ctx.now();
  const [figures, counts, blind, sightings, runs, stopped, vaultCount, unread, brokenGlass, pace] = await Promise.all([
    readFigures(db, scope, place),
    countClasses(db, scope, place),
    listBlind(db, scope, place),
    countSightings(db, scope),
    listRuns(db, scope, { ...place, state: "open", limit: 20 }),
    writeStopFor(db, null),
    countKept(db, scope),
    listQueues(db, scope, { ...place, isDeadLetterQueue: true, withMessages: true, limit: 200 }),
    listBrokenGlass(db, scope, place),
    readShownPace(db, scope),
  ]);
  const isOff = (queue: { mode: string }) => queue.mode === "off";
  const offQueues = await showQueues(db, unread.items.filter(isOff), now);
  const isStale = isOld(figures, now, pace.slowdown);
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
    slowedBecause: pace.slowedBecause,
    costUsdPerMonth: pace.costUsdPerMonth,
  };
});

/** What the ceiling on our own cost slows down is read later on purpose, and is not old before that. */
function isOld({ readAt, deadLetterQueueCount }: NowFigures, now: Date, slowdown: number): boolean {
  if (readAt === null) return deadLetterQueueCount > 0;
  return now.getTime() - new Date(readAt).getTime() > STALE_SECONDS * slowdown * 1000;
}
