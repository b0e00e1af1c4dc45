"use client";

import Link from "next/link";
import { Sparkline } from "@/app/_components/charts/sparkline";
import { cn } from "@/app/_components/cn";
import { formatCount, formatPlural, formatRate, NOT_APPLICABLE_TEXT, UNKNOWN_TEXT } from "@/app/_components/format";
import { FailureCell, FigureCell } from "@/app/_components/tables/cells";
import { CauseChip, Chip } from "@/app/_components/ui/chip";
import { useNow } from "@/app/_components/ui/clock";
import { LossClock } from "@/app/_components/ui/loss-clock";
import { StateLabel } from "@/app/_components/ui/state-label";
import { ClockTime, Moment } from "@/app/_components/ui/time";
import type { FailureClass } from "@/lib/contract/failures";
import { errorLine, lossOfClass, pathOf, shownCause } from "../failures/class-words";
import { shownStatus, stateDetail } from "../failures/triage-words";
import { addressOf, type NowRow } from "./now-rows";

export function StateCell({ row }: { row: NowRow }) {
  if (row.kind !== "class") return <StateLabel status={row.kind} />;
  const { failure } = row;
  const detail = stateDetail(failure);
  return (
    <>
      <StateLabel status={shownStatus(failure)} />
      <span title={failure.statusReason ?? detail} className="block truncate text-xs text-ink-3">
        {detail ?? (failure.snooze?.until ? <Moment at={failure.snooze.until} isPlain /> : null)}
      </span>
    </>
  );
}

export function OwnerCell({ row }: { row: NowRow }) {
  if (row.kind !== "class") return <span className="text-ink-3">{NOT_APPLICABLE_TEXT}</span>;
  const { owner } = row.failure;
  return (
    <>
      <span title={owner ?? undefined} className={cn("block truncate", owner === null && "text-ink-3")}>
        {owner ?? "nobody"}
      </span>
      <PipelineLink failure={row.failure} />
    </>
  );
}

export function WhatCell({ row }: { row: NowRow }) {
  if (row.kind === "class") {
    const { failure } = row;
    return (
      <FailureCell
        error={errorLine(failure)}
        href={addressOf(row)}
        chip={<CauseChip cause={shownCause(failure)} />}
        path={pathOf(failure)}
        place={`${failure.accountName} · ${failure.region}`}
      />
    );
  }
  if (row.kind === "off")
    return (
      <FailureCell
        error={`${row.queue.name} · counters only`}
        href={addressOf(row)}
        chip="not opened"
        place={`${row.queue.accountName} · ${row.queue.region}`}
      />
    );
  const { accountName, region, queueCount, since, reason } = row.region;
  return (
    <FailureCell
      error={`${accountName} · ${region} · ${queueCount > 0 ? `${formatPlural(queueCount, "queue")} not seen` : "never seen"}`}
      href={addressOf(row)}
      chip={<Chip tone="unknown">unknown</Chip>}
      path={
        <span title={reason ?? undefined}>
          since <ClockTime at={since} precision="minute" isPlain />, {withoutPlace(reason) ?? "the reason is not known"}
        </span>
      }
    />
  );
}

/** The pipeline that it belongs to; of several the first, and how many more. */
function PipelineLink({ failure: { pipelines } }: { failure: FailureClass }) {
  const [first, ...others] = pipelines;
  if (!first) return null;
  return (
    <Link
      href={`/pipelines/${first.id}`}
      title={`Pipeline ${pipelines.map(({ name }) => name).join(", ")}`}
      className="block truncate rounded-xs text-xs text-ink-3 hover:underline focus-visible:outline-offset-[-1px]"
    >
      <span className="sr-only">Pipeline </span>
      {first.name}
      {others.length > 0 ? ` + ${others.length}` : ""}
    </Link>
  );
}

/** The row names the account and the Region already. */
function withoutPlace(reason: string | null): string | undefined {
  return reason?.replace(/^AWS account \d{12}, [\w-]+: /, "");
}

export function CountCell({ row }: { row: NowRow }) {
  if (row.kind === "class")
    return <FigureCell value={formatCount(countOf(row.failure))} detail={paceText(row.failure)} />;
  if (row.kind === "off")
    return <FigureCell value={formatCount(row.queue.visible, { isEstimate: true })} detail="by SQS counters" />;
  const { lastKnownCount } = row.region;
  return (
    <FigureCell
      value={UNKNOWN_TEXT}
      detail={lastKnownCount === null ? "never known" : `${formatCount(lastKnownCount)} when last seen`}
    />
  );
}

/** Messages that wait, in the queue or in the vault; of what nothing kept, how many there were. */
export function countOf({ record, presentCount, vaultedCount, totalCount }: FailureClass): number {
  return record === "messages" ? presentCount + vaultedCount : totalCount;
}

/** How fast it grows; for what does not page anybody, what it is instead. */
export function paceText(failure: FailureClass): string {
  if (failure.status === "backlog") return "first scan, not paged";
  if (failure.record === "count-only") return failure.loss.kind === "lost" ? "lost, count only" : "stopped running";
  if (failure.presentCount === 0 && failure.vaultedCount > 0) return "all in the vault";
  if (failure.presentCount === 0 && failure.probablyExpiredCount > 0)
    return `${formatCount(failure.probablyExpiredCount)} probably expired`;
  if (failure.perHour === null) return "pace unknown";
  return failure.perHour === 0 ? "none in 1 h" : formatRate(failure.perHour, "h", { isSigned: true });
}

const NOT_KNOWN = Array.from({ length: 24 }, () => null);

export function TrendCell({ row }: { row: NowRow }) {
  if (row.kind !== "class") return <Sparkline values={NOT_KNOWN} label="Arrivals are not known" isGrey />;
  return (
    <Sparkline
      values={row.failure.sparkline}
      label="Arrivals per hour, last 24 hours"
      isGrey={row.failure.perHour === null}
    />
  );
}

export function LossCell({ row, size }: { row: NowRow; size?: "row" | "phone" }) {
  const now = useNow(60);
  if (row.kind === "class") return <LossClock loss={lossOfClass(row.failure, now)} size={size} />;
  if (row.kind === "blind" || row.queue.lossAt === null) return <LossClock loss={{ kind: "unknown" }} size={size} />;
  return <LossClock loss={{ kind: "bound", notBefore: row.queue.lossAt }} size={size} />;
}

/** A row on a phone: state and number, then what and where. */
export function PhoneNowRow({ row }: { row: NowRow }) {
  const words =
    row.kind === "class"
      ? errorLine(row.failure)
      : row.kind === "off"
        ? row.queue.name
        : `${row.region.accountName} · ${row.region.region}`;
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <StateCell row={row} />
        <span className="weight-emphasis">
          {row.kind === "class"
            ? formatCount(countOf(row.failure))
            : row.kind === "off"
              ? formatCount(row.queue.visible, { isEstimate: true })
              : UNKNOWN_TEXT}
        </span>
      </span>
      <span className="block truncate font-mono text-xs leading-5">{words}</span>
      {row.kind === "class" ? (
        <span className="block truncate text-xs text-ink-2">
          {pathOf(row.failure)} · {paceText(row.failure)}
          {row.failure.pipelines[0] ? ` · ${row.failure.pipelines[0].name}` : ""}
        </span>
      ) : null}
    </>
  );
}
