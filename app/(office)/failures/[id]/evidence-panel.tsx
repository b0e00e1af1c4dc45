"use client";

import { Fragment } from "react";
import { problemOf, useAnswer, useCommand } from "@/app/_components/api";
import { formatShortId } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { VisibleText } from "@/app/_components/message/visible-text";
import { ProblemNote } from "@/app/_components/problem-note";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { CauseChip, Chip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { ClockTime } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { Evidence } from "@/lib/contract/evidence";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { rungWords } from "../class-words";

type Finding = Evidence["findings"][number];

/** What was found beside messages that carry no error, where, and how sure that is. */
export function EvidencePanel({ failure }: { failure: FailureClassDetail }) {
  const { data, error } = useAnswer("getClassEvidence", { id: failure.id });
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (data?.state === "carried") return null;
  return (
    <Panel title="Evidence" actions={data ? <LookForIt failure={failure} evidence={data} /> : undefined} isFlush>
      {data ? <Ladder evidence={data} /> : <LoadingSkeleton rows={3} />}
    </Panel>
  );
}

function Ladder({ evidence }: { evidence: Evidence }) {
  if (evidence.findings.length === 0)
    return (
      <EmptyState
        title={TITLES[evidence.state]}
        evidence={evidence.state === "not-asked" ? WHAT_LOOKING_DOES : evidence.note}
      />
    );
  return (
    <>
      <ol className="px-4 pt-1.5">
        {alike(evidence.findings).map((findings) => (
          <FindingItem key={findings.map(({ messageRowId }) => messageRowId).join()} findings={findings} />
        ))}
      </ol>
      <p className="px-4 pb-3 text-xs text-ink-3">{evidence.note}</p>
    </>
  );
}

const WHAT_LOOKING_DOES =
  "The messages carry no error themselves. A look searches the consumer's logs and figures, within a budget of calls.";

const TITLES: Record<Evidence["state"], string> = {
  carried: "The messages carry their error.",
  "not-asked": "Nobody has looked yet.",
  asked: "Waiting for the worker.",
  looking: "Looking now.",
  found: "Found.",
  "nothing-found": "These messages carry no error, and nothing was found beside them.",
  refused: "The logs may not be read.",
};

/** Findings that say the same by the same means are one item. */
function alike(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = [finding.rung, finding.confidence, finding.causeKind, finding.text].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function FindingItem({ findings }: { findings: Finding[] }) {
  const [finding] = findings;
  if (!finding) return null;
  return (
    <li className="grid gap-1 border-t py-2 first:border-t-0">
      <p className="machine leading-[18px] wrap-anywhere">
        <VisibleText text={finding.text} />
      </p>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-2">
        <CauseChip cause={finding.causeKind} />
        <Chip tone={finding.confidence === "weak" ? "unknown" : "plain"}>{finding.confidence}</Chip>
        <span className="wrap-anywhere">
          {rungWords(finding.rung)} · {finding.sourceName}
        </span>
      </div>
      <p className="text-xs text-ink-3">
        {findings.length === 1 ? "message" : "messages"}{" "}
        {findings.map(({ messageRowId, messageId }, index) => (
          <Fragment key={messageRowId}>
            {index > 0 ? ", " : ""}
            <TextLink href={`/messages/${messageRowId}`}>{formatShortId(messageId)}</TextLink>
          </Fragment>
        ))}
      </p>
      {finding.lines.length > 0 ? <Lines lines={finding.lines} /> : null}
    </li>
  );
}

function Lines({ lines }: Pick<Finding, "lines">) {
  return (
    <details className="text-xs">
      <summary className="cursor-pointer text-ink-2">{lines.length} log lines</summary>
      <ul className="machine mt-1 grid gap-0.5 rounded-md bg-sunken px-3 py-2 leading-[18px]">
        {lines.map((line) => (
          <li key={`${line.at} ${line.text}`} className="grid grid-cols-[auto_minmax(0,1fr)] gap-2">
            <span className="text-ink-3">
              <ClockTime at={line.at} precision="second" isPlain />
            </span>
            <span className="whitespace-pre-wrap wrap-anywhere">
              <VisibleText text={line.text} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function LookForIt({ failure, evidence }: { failure: FailureClassDetail; evidence: Evidence }) {
  const refusal = useRefusal("classes.triage", onFailure(failure));
  const { run, isBusy, problem } = useCommand("gatherClassEvidence");
  if (refusal) return null;
  const isUnderWay = evidence.state === "asked" || evidence.state === "looking";
  return (
    <>
      {problem ? <span className="text-danger">{problem.detail}</span> : null}
      <Button size="sm" isBusy={isBusy || isUnderWay} onClick={() => run({ id: failure.id })}>
        {evidence.findings.length > 0 ? "Look again" : "Look for evidence"}
      </Button>
    </>
  );
}
