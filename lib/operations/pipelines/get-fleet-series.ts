import { pointsOver } from "@/lib/core/pipelines/queue-point";
import { spanOf } from "@/lib/core/pipelines/series-window";
import { countFleet, readFleetPoints, readQueuePoints } from "@/lib/db/pipeline-series";
import { question } from "../operation";
import { showSpan } from "./series-view";

/** All queues that the asker sees, together: kept sums of whole accounts, and what is seen one by one summed now. */
export const getFleetSeries = question("getFleetSeries", async (ctx, { window, ...place }) => {
  const span = spanOf(window, ctx.now());
  const { scope } = ctx.actor;
  const { queueCount, singleArns } = await countFleet(ctx.db, scope, place);
  const [kept, single] = await Promise.all([
    readFleetPoints(ctx.db, scope, place, span),
    singleArns.length === 0 ? [] : readQueuePoints(ctx.db, singleArns, span),
  ]);
  return { ...showSpan(span), queueCount, points: pointsOver(span, kept, single) };
});
