"use client";

import { formatCount, formatRate } from "@/app/_components/format";
import { type Stage, StageCards } from "@/app/_components/ui/stage-cards";
import type { Run } from "@/lib/contract/runs";
import { presentStage, stageDone } from "../run-words";

/** The stages in order: the first, alone, proves that sending and deleting work. */
export function RunStages({ run }: { run: Run }) {
  if (run.stages.length === 0) return null;
  return <StageCards stages={run.stages.map((stage) => cardOf(run, stage))} />;
}

function cardOf(run: Run, stage: Run["stages"][number]): Stage {
  const done = stageDone(stage);
  return {
    key: String(stage.stage),
    ...stateOf(run, stage, done),
    value: `${formatCount(done)} of ${formatCount(stage.size)}`,
    detail: detailOf(run, stage),
    share: stage.size > 0 ? done / stage.size : 0,
  };
}

function stateOf(
  run: Run,
  { stage, size }: Run["stages"][number],
  done: number,
): Pick<Stage, "status" | "word" | "note"> {
  const note = `stage ${stage}`;
  const isFirst = stage === 1 && run.stages.length > 1;
  if (done >= size) return { status: "done", word: isFirst ? "Proved" : "Done", note };
  const isPresent = presentStage(run) === stage;
  if (run.state === "running" && isPresent) return { status: "running", word: "Running", note };
  if (run.state === "paused" && isPresent) return { status: "paused", word: "Paused", note };
  if (run.state === "observing" || run.state === "done") return { status: "done", word: "Done", note };
  if (run.state === "waiting" || run.state === "requested" || run.state === "running" || run.state === "paused")
    return { status: "waiting", word: "Waiting", note };
  return { status: "skipped", word: "Stopped", note };
}

function detailOf(run: Run, { deleted, sent }: Run["stages"][number]): string {
  if (run.action === "restore") return `${formatCount(sent)} sent · the vault keeps its copies`;
  const rate = run.ratePerSecond === null ? "" : ` · ${formatRate(run.ratePerSecond, "s")}`;
  return `${formatCount(deleted)} deleted from ${run.queueName}${rate}`;
}
