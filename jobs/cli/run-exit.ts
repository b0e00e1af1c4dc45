import type { Run } from "@/lib/contract/runs";
import { isOpen } from "@/lib/core/runs/run";
import { EXIT, type ExitCode } from "./exit-codes";
import { plain } from "./table";

/** What the exit code of a command that waited for this run is; undefined while it goes on by itself. */
export function exitOf({ state, pausedBy, counters, replay }: Run): ExitCode | undefined {
  if (state === "paused") return pausedBy === "returns" ? EXIT.autoPaused : EXIT.error;
  if (isOpen(state)) return undefined;
  if (state === "failed" || state === "interrupted") return EXIT.error;
  const { selected, sent, returned } = counters;
  if (state === "cancelled") return sent > 0 || replay?.lastReplayedAt != null ? EXIT.partial : EXIT.error;
  return sent < selected || returned > 0 ? EXIT.partial : EXIT.done;
}

/** Where a run stands, in one line. */
export function runLine(run: Run): string {
  const { selected, sent, gone, returned, rejected, skipped, ambiguous } = run.counters;
  const stages = run.stages.length > 1 ? `, stage ${run.stage} of ${run.stages.length}` : "";
  const counts = [
    `${sent} of ${selected} sent`,
    ...Object.entries({ gone, returned, rejected, skipped, ambiguous }).flatMap(([word, count]) =>
      count > 0 ? [`${count} ${word}`] : [],
    ),
  ];
  const told = selected > 0 ? `: ${counts.join(", ")}` : run.outcome === null ? "" : `: ${run.outcome}`;
  return plain(`R-${run.number} ${run.state}${stages}${told}${run.reason === null ? "" : ` (${run.reason})`}`);
}

const BAR_CELLS = 24;

/** The same as a bar of what was sent, for a terminal. */
export function runBar(run: Run): string {
  const { selected, sent } = run.counters;
  if (selected === 0) return runLine(run);
  const full = Math.floor((BAR_CELLS * sent) / selected);
  return `[${"#".repeat(full)}${".".repeat(BAR_CELLS - full)}] ${runLine(run)}`;
}
