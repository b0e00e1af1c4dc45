import type { SaidOfPipeline } from "@/lib/db/pipeline-changes";
import { saveSaid } from "@/lib/db/pipeline-changes";
import type { PipelineRecord } from "@/lib/db/pipelines";
import { onPipeline } from "../on";
import { command, type ParsedInput } from "../operation";
import { readPipeline } from "./get-pipeline";
import { notePipeline, ownPipeline } from "./own-pipeline";

const PARTS = ["name", "owner", "team", "tier", "runbook", "objective"] as const;

/** What somebody says of a pipeline holds at once, and stays when it is assembled again. What is left out stays as it is. */
export const updatePipeline = command(
  "updatePipeline",
  async (ctx, tx, { id, ...said }) => {
    const before = await ownPipeline(ctx, tx, id);
    const after = saidOf(before, said);
    const changed = PARTS.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
    if (changed.length > 0) await saveSaid(tx, id, after);
    const words = changed.filter((part) => part !== "objective");
    if (words.length > 0)
      await notePipeline(ctx, tx, id, "pipeline.changed", { before: only(before, words), after: only(after, words) });
    if (changed.includes("objective"))
      await notePipeline(ctx, tx, id, "pipeline.objective-changed", {
        before: before.objective,
        after: after.objective,
      });
    return readPipeline(ctx, tx, id);
  },
  onPipeline,
);

function saidOf(before: PipelineRecord, said: Omit<ParsedInput<"updatePipeline">, "id">): SaidOfPipeline {
  const kept = <K extends (typeof PARTS)[number]>(part: K): SaidOfPipeline[K] =>
    said[part] === undefined ? before[part] : (said[part] as SaidOfPipeline[K]);
  return {
    name: kept("name"),
    owner: kept("owner"),
    team: kept("team"),
    tier: kept("tier"),
    runbook: kept("runbook"),
    objective: kept("objective"),
  };
}

function only(said: SaidOfPipeline, parts: readonly (typeof PARTS)[number][]) {
  return Object.fromEntries(parts.map((part) => [part, said[part]]));
}
