import { Conflict, Invalid } from "@/lib/core/errors";
import { buildGraph } from "@/lib/core/inventory/graph";
import { assemblePipelines } from "@/lib/core/pipelines/assembly/assemble";
import { matcherOf, type PipelineRule } from "@/lib/core/pipelines/assembly/match-rules";
import type { Tx } from "@/lib/db/connect";
import { beginPipeline } from "@/lib/db/pipeline-changes";
import { insertRule, listRulesOf } from "@/lib/db/pipeline-rules";
import { listParts, type PartRow, type PipelineRecord } from "@/lib/db/pipelines";
import type { Ctx } from "../context";
import { onPipeline } from "../on";
import { command } from "../operation";
import { loadPartResources } from "./load-part-resources";
import { assembleSoon, notePipeline, ownPipeline } from "./own-pipeline";
import { accountNames } from "./rule-view";

/** Begins a pipeline of its own at a part, by a rule. It has its entry at once; the rest of the map follows within seconds. */
export const splitPipeline = command(
  "splitPipeline",
  async (ctx, tx, { id, atArn, name }) => {
    const record = await ownPipeline(ctx, tx, id);
    const part = await partToCut(ctx, tx, record, atArn);
    const at = ctx.now();
    const newId = ctx.newId("pipeline");
    const ruleId = ctx.newId("pipelineRule");
    await beginPipeline(tx, { id: newId, name, part, at });
    const match = { arn: atArn };
    await insertRule(tx, { id: ruleId, pipelineId: newId, kind: "cut", match, by: ctx.actor.name, at });
    await notePipeline(ctx, tx, id, "pipeline.split", { atArn, newId, name, ruleId });
    await assembleSoon(tx);
    return { id: newId, ruleId };
  },
  onPipeline,
);

async function partToCut(ctx: Ctx, tx: Tx, { id, anchorArn }: PipelineRecord, atArn: string): Promise<PartRow> {
  const parts = await listParts(tx, ctx.actor.scope, [id]);
  const part = parts.find(({ arn }) => arn === atArn);
  const wrong = (message: string) => new Invalid(`atArn: ${message}`, [{ field: "atArn", message }]);
  if (!part) throw wrong("is no part of this pipeline");
  if (atArn === anchorArn || part.role === "entry") throw wrong("is where it begins already: choose a part behind it");
  if (part.role === "shared") throw wrong("belongs to several pipelines, so that it joins none of them already");
  if (part.kind === "outside" || part.kind === "stream") throw wrong("is only named here: choose a part that is read");
  if (await staysWhole(tx, id, parts, anchorArn, atArn))
    throw new Conflict(
      "pipeline-stays-whole",
      "It would stay one pipeline: another way leads from its entry to this part, or both meet again behind it. Choose another part, or add a rule that cuts there too.",
      { id, atArn },
    );
  return part;
}

/** What its own parts, without those that it shares, would be with the cut. */
async function staysWhole(
  tx: Tx,
  pipelineId: string,
  parts: readonly PartRow[],
  anchorArn: string,
  atArn: string,
): Promise<boolean> {
  const arns = parts.flatMap(({ arn, role }) => (role === "shared" ? [] : [arn]));
  const graph = buildGraph([...(await loadPartResources(tx, arns)).values()], []);
  const arnsOf = matcherOf(graph, await accountNames(tx));
  const said: PipelineRule[] = await listRulesOf(tx, pipelineId);
  const cut: PipelineRule = { id: "", pipelineId, kind: "cut", match: { arn: atArn } };
  const rules = [...said, cut].map((rule) => ({ ...rule, anchorArn, arns: arnsOf(rule.match) }));
  return assemblePipelines(graph, rules).some(({ parts: own }) => {
    const isOwn = (arn: string) => own.some((part) => part.arn === arn && part.role !== "shared");
    return isOwn(anchorArn) && isOwn(atArn);
  });
}
