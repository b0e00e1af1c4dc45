"use client";

import { formatDuration } from "@/app/_components/format";
import { HistoryLink } from "@/app/_components/history-link";
import { Chip } from "@/app/_components/ui/chip";
import { useNow } from "@/app/_components/ui/clock";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { TextLink } from "@/app/_components/ui/text-link";
import { ClockTime, Moment, RelativeTime } from "@/app/_components/ui/time";
import type { Run } from "@/lib/contract/runs";
import { isOpen } from "@/lib/core/runs/run";
import { RunStateLabel } from "../run-state";
import { runHeadline, subjectHref } from "../run-words";
import { isBetweenStages } from "./brakes";
import { RunActions } from "./run-actions";
import type { Brakes } from "./use-brakes";

/** What the run does, how far it is, who started it, and its brakes. */
export function RunHeader({ run, brakes }: { run: Run; brakes: Brakes }) {
  return (
    <PageHeader
      crumbs={[
        { label: "Runs", href: "/runs" },
        { label: run.subject.name, href: subjectHref(run) },
        { label: `R-${run.number}` },
      ]}
      title={runHeadline(run)}
      lead={<Lead run={run} />}
      actions={
        <>
          <TimeLeft run={run} />
          <RunActions {...brakes} />
        </>
      }
    />
  );
}

function Lead({ run }: { run: Run }) {
  const { stage } = run;
  const isSending = run.state === "running" || run.state === "paused" || isBetweenStages(run);
  return (
    <>
      <RunStateLabel
        run={run}
        suffix={isSending && run.stages.length > 1 ? `, stage ${stage} of ${run.stages.length}` : ""}
      />
      <LeadDot />
      <span>
        {run.startedAt ? "started" : "asked for"} <ClockTime at={run.startedAt ?? run.requestedAt} isPlain /> by{" "}
        {run.requestedBy}
      </span>
      <LeadDot />
      <TextLink href={`/runs/${run.id}?plan=${run.planId}`} scroll={false}>
        Plan P-{run.planNumber}
      </TextLink>
      <LeadDot />
      <span>
        {run.accountName} · {run.region}
      </span>
      {run.driver === "move-task" ? <Chip>move task</Chip> : null}
      <HistoryLink run={run.id} />
    </>
  );
}

function TimeLeft({ run }: { run: Run }) {
  const words = useTimeLeft(run);
  return words ? <span className="self-center text-right text-xs text-ink-2">{words}</span> : null;
}

function useTimeLeft(run: Run) {
  const now = useNow();
  if (run.state === "requested" || run.state === "waiting") {
    const seconds = (Date.parse(run.startAfter) - now) / 1000;
    return seconds > 0 ? `starts in ${formatDuration(Math.ceil(seconds))}` : "starts when the worker takes it";
  }
  if (isBetweenStages(run))
    return (
      <>
        next stage at <ClockTime at={run.observeUntil} isPlain />
      </>
    );
  if (run.state === "observing")
    return (
      <>
        watched until <ClockTime at={run.observeUntil} precision="minute" isPlain />
      </>
    );
  if (run.expectedEndAt)
    return (
      <>
        all sent about <ClockTime at={run.expectedEndAt} precision="minute" isPlain />, an estimate
      </>
    );
  if (isOpen(run.state) || !run.endedAt) return null;
  return (
    <>
      ended <RelativeTime at={run.endedAt} suffix=" ago" isPlain />,<br />
      <Moment at={run.endedAt} isPlain />
    </>
  );
}
