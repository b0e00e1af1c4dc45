import { NotFound } from "@/lib/core/errors";
import { listMerges } from "@/lib/db/class-merges";
import { type ClassView, getClass, listArrivals } from "@/lib/db/classes";
import { listChanges } from "@/lib/db/config-changes";
import { recommendedMessage } from "@/lib/db/messages";
import { getQueueView, listSourcesOf, type QueueView } from "@/lib/db/queues";
import { listRuns } from "@/lib/db/runs";
import type { Ctx } from "../context";
import { onClass } from "../on";
import { question } from "../operation";
import { completenessOf } from "../queues/queue-view";
import { showClass } from "./class-view";
import { eventLinksOf } from "./event-links";
import { whyInClass } from "./why-in-class";

export const getFailureClass = question(
  "getFailureClass",
  async (ctx, { id }) => {
    const row = await getClass(ctx.db, ctx.actor.scope, id);
    if (!row) throw new NotFound("failure class", id);
    const queue = row.queueId === null ? undefined : await getQueueView(ctx.db, ctx.actor.scope, row.queueId);
    const merges = await listMerges(ctx.db, row.id);
    const recommended = await recommendedMessage(ctx.db, row.id);
    return {
      ...showClass(row, ctx.now()),
      normalisedError: row.normalisedError,
      why: whyInClass(row, recommended?.shape ?? null, merges),
      aliases: merges.map((merge) => merge.id),
      merges,
      mode: queue?.mode ?? null,
      capture: queue?.capture ?? null,
      completeness: queue ? completenessOf(queue) : null,
      recommendedMessageId: recommended?.id ?? null,
      event: await eventLinksOf(ctx.db, ctx.actor.scope, row, ctx.now()),
      arrivals: await arrivalsOf(
        ctx,
        row,
        queue,
        merges.map((merge) => merge.id),
      ),
    };
  },
  onClass,
);

const WIDTH_SECONDS = 900;
const HOURS = 24;

async function arrivalsOf(ctx: Ctx, row: ClassView, queue: QueueView | undefined, aliases: readonly string[]) {
  const until = ctx.now();
  const from = new Date(until.getTime() - HOURS * 3600 * 1000);
  const sources = queue ? await listSourcesOf(ctx.db, queue.arn) : [];
  const queueIds = [...(queue ? [queue.id] : []), ...sources.map((source) => source.id)];
  const changes = await listChanges(ctx.db, ctx.actor.scope, queueIds);
  const runs = queue ? (await listRuns(ctx.db, ctx.actor.scope, { queueId: queue.id, limit: 20 })).items : [];
  return {
    widthSeconds: WIDTH_SECONDS,
    points: await listArrivals(ctx.db, row.id, from, until, WIDTH_SECONDS),
    changes: changes
      .filter((change) => new Date(change.at) >= from)
      .map(({ at, queueName, field }) => ({ at, queueName, field })),
    runs: runs
      .filter((run) => run.classId === null || run.classId === row.id || aliases.includes(run.classId))
      .flatMap((run) =>
        run.startedAt
          ? [{ id: run.id, number: run.number, from: run.startedAt, to: run.sentAllAt ?? run.endedAt }]
          : [],
      ),
  };
}
