"use client";

import { formatCount } from "@/app/_components/format";
import { type Stage, StageCards } from "@/app/_components/ui/stage-cards";
import { ClockTime } from "@/app/_components/ui/time";
import type { Run, RunStage } from "@/lib/contract/runs";
import { isAboutExecutions } from "@/lib/core/plans/action";
import { isOpen } from "@/lib/core/runs/run";
import { stageDone } from "../run-words";

/** The stages in order: each one is watched before the next opens. */
export function RunStages({ run }: { run: Run }) {
  if (run.stages.length === 0) return null;
  return <StageCards stages={run.stages.map((stage) => cardOf(run, stage))} />;
}

function cardOf(run: Run, stage: RunStage): Stage {
  const done = stageDone(stage);
  return {
    key: String(stage.stage),
    ...stateOf(run, stage, done),
    note: `stage ${stage.stage}`,
    value: `${formatCount(done)} of ${formatCount(stage.size)}`,
    detail: <Detail run={run} stage={stage} />,
    share: stage.size > 0 ? done / stage.size : 0,
  };
}

function stateOf(run: Run, stage: RunStage, done: number): Pick<Stage, "status" | "word"> {
  if (stage.returned > 0 && stage.state !== "sending")
    return { status: "returned", word: isAboutExecutions(run.driver) ? "Failed again" : "Came back" };
  if (stage.state === "watching") return { status: "observing", word: "Watching" };
  if (stage.state === "done" || done >= stage.size) return { status: "done", word: "Done" };
  if (!isOpen(run.state) || stage.state === "not-opened") return { status: "skipped", word: "Not opened" };
  if (run.state === "paused" && stage.stage === run.stage) return { status: "paused", word: "Paused" };
  if (stage.state === "sending") return { status: "running", word: "Sending" };
  return { status: "waiting", word: "Waiting" };
}

const EVIDENCE_WORDS = { full: "whole queue seen", partial: "queue seen in part", none: "queue not seen" } as const;
const END_WORDS = { window: "", person: "; not waited out", returns: "; stopped by returns" } as const;

const LOOK_WORDS = { full: "all looked at", partial: "some still running", none: "not looked at" } as const;

function Detail({ run, stage }: { run: Run; stage: RunStage }) {
  if (run.action === "restore") return `${formatCount(stage.sent)} sent · the vault keeps its copies`;
  if (run.action === "discard") return `${formatCount(stage.deleted)} deleted from ${run.subject.name}`;
  const isOfExecutions = isAboutExecutions(run.driver);
  return (
    <>
      {isOfExecutions ? againWords(stage) : backWords(stage)}
      {stage.state === "watching" && stage.observeUntil ? (
        <>
          {" "}
          · until <ClockTime at={stage.observeUntil} isPlain />
        </>
      ) : stage.evidence && stage.endedBy !== "returns" ? (
        ` · ${(isOfExecutions ? LOOK_WORDS : EVIDENCE_WORDS)[stage.evidence]}${stage.endedBy ? END_WORDS[stage.endedBy] : ""}`
      ) : null}
    </>
  );
}

function againWords({ returned, sent, state, evidence }: RunStage): string {
  if (returned > 0) return `${formatCount(returned)} failed again`;
  if (sent === 0) return "not begun yet";
  if (state === "watching") return "none failed so far";
  return evidence === "full" ? "none failed again" : "unknown whether any failed again";
}

/** Where nobody looked, it is not said that none came back. */
function backWords({ returned, sent, state, evidence }: RunStage): string {
  if (returned > 0) return `${formatCount(returned)} came back`;
  if (sent === 0) return "not sent yet";
  if (state === "watching") return "none back so far";
  return evidence === "none" ? "unknown whether any came back" : "none came back";
}
