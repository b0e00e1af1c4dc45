import { Conflict, Invalid } from "@/lib/core/errors";
import { isByArn } from "@/lib/core/pipelines/assembly/match-rules";
import type { Tx } from "@/lib/db/connect";
import { insertRule, listRulesOf } from "@/lib/db/pipeline-rules";
import type { PipelineRecord } from "@/lib/db/pipelines";
import { onPipeline } from "../on";
import { command } from "../operation";
import { assembleSoon, notePipeline, ownPipeline } from "./own-pipeline";

/** Makes the other pipeline part of this one by a rule about its entry. The map follows within seconds; taking the rule back brings it back. */
export const mergePipelines = command(
  "mergePipelines",
  async (ctx, tx, { id, otherId }) => {
    if (id === otherId)
      throw new Invalid("otherId: a pipeline cannot be merged with itself", [
        { field: "otherId", message: "must be another pipeline" },
      ]);
    // Always in the same order: two who merge the same two at once wait for each other and not in a circle.
    const [first, second] = [id, otherId].sort();
    const found = [await ownPipeline(ctx, tx, first ?? id), await ownPipeline(ctx, tx, second ?? otherId)];
    const other = found.find((one) => one.id === otherId);
    const self = found.find((one) => one.id === id);
    if (!other || !self) throw new Conflict("pipeline-gone", "The other pipeline is gone.", { otherId });
    if (await isTakenIn(tx, self, otherId))
      throw new Conflict(
        "pipeline-gone",
        "This pipeline is becoming part of the other one: somebody has just merged them the other way round.",
        { id, otherId },
      );
    const ruleId = ctx.newId("pipelineRule");
    const match = { arn: other.anchorArn };
    await insertRule(tx, { id: ruleId, pipelineId: id, kind: "join", match, by: ctx.actor.name, at: ctx.now() });
    await notePipeline(ctx, tx, id, "pipeline.merged", { otherId, otherName: other.shownName, ruleId });
    await assembleSoon(tx);
    return { ruleId };
  },
  onPipeline,
);

/** Whether the other one has a rule that takes this one in: with one each, neither could be taken back. */
async function isTakenIn(tx: Tx, { anchorArn }: PipelineRecord, otherId: string): Promise<boolean> {
  const said = await listRulesOf(tx, otherId);
  return said.some(({ kind, match }) => kind === "join" && isByArn(match) && match.arn === anchorArn);
}
