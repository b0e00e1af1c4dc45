"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { formatDuration, formatPlural } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { Icon } from "@/app/_components/ui/icons";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { shareWords } from "@/lib/core/pipelines/slo/share-words";
import { HopObjective } from "./hop-objective";

type Slo = OutputOf<"getPipelineSlo">;

const SHAPES: Readonly<Record<Slo["brief"]["state"], { status: Status; word: string }>> = {
  met: { status: "pass", word: "Met" },
  "at-risk": { status: "warn", word: "At risk" },
  breached: { status: "block", word: "Breached" },
  "not-measurable": { status: "unknown", word: "Not measurable" },
};

/** Its objectives hop by hop: an estimate, with what it is worked out from; not measurable is said. */
export function SloPanel({ pipeline: { id, hiddenPartCount } }: { pipeline: PipelineDetail }) {
  const slo = useAnswer("getPipelineSlo", { id }, { isEnabled: hiddenPartCount === 0 });
  return (
    <Panel
      title="Objectives"
      hint="estimates; our own traffic is taken off"
      isFlush
      actions={
        slo.data ? (
          <span>
            worked out <RelativeTime at={slo.data.computedAt} suffix=" ago" />
          </span>
        ) : undefined
      }
    >
      {hiddenPartCount > 0 ? (
        <EmptyState title="Not told." evidence="Objectives are of the whole pipeline, and you see a part of it." />
      ) : slo.data ? (
        <Told slo={slo.data} />
      ) : slo.isError ? (
        <ReadFailure
          what="The objectives could not be worked out."
          problem={problemOf(slo.error)}
          onRetry={() => void slo.refetch()}
        />
      ) : (
        <LoadingSkeleton rows={4} label="Working out the objectives" />
      )}
    </Panel>
  );
}

function Told({ slo: { brief, objective, isObjectiveByHand, hops } }: { slo: Slo }) {
  const { status, word } = SHAPES[brief.state];
  return (
    <>
      <div className="px-4 py-3">
        <StateLabel status={status}>{word}</StateLabel> <span>{brief.sentence}</span>
        <p className="mt-1 max-w-[92ch] text-xs text-ink-2">
          Objective {isObjectiveByHand ? "set by hand" : "of its tier"}: {shareWords(objective.deliveredShare)} taken
          without a dead letter, and no message older than {formatDuration(objective.ageSeconds)} in{" "}
          {shareWords(objective.ageShare)} of the minutes, over {objective.windowDays} days.
        </p>
      </div>
      <Hops hops={hops} />
    </>
  );
}

/** As many reasons are read at once. */
const FEW = 3;

/** What has least of its budget left comes first; what has none is judged by how far it is from its objective. */
function leftOf({ budget, value, objective }: Slo["hops"][number]): number {
  return budget?.left ?? (value === null ? 1 : (value - objective) / Math.max(1e-6, 1 - objective));
}

/** What is measured first; the rest is counted, and opens with its reasons. */
function Hops({ hops }: Pick<Slo, "hops">) {
  const measured = hops.filter(({ isMeasurable }) => isMeasurable).sort((a, b) => leftOf(a) - leftOf(b));
  const rest = hops.filter(({ isMeasurable }) => !isMeasurable);
  return (
    <>
      {measured.length > 0 ? (
        <ul className="border-t">
          {measured.map((hop) => (
            <HopObjective key={`${hop.arn} ${hop.kind}`} hop={hop} />
          ))}
        </ul>
      ) : null}
      {rest.length > 0 ? (
        <details className="group hatch border-t bg-unknown-soft" open={measured.length === 0 && rest.length <= FEW}>
          <summary className="flex min-h-9 cursor-pointer list-none items-center gap-3 px-4 -outline-offset-2 max-sm:min-h-11 [&::-webkit-details-marker]:hidden">
            <Icon name="chevronRight" className="text-ink-3 group-open:rotate-90" />
            {`${formatPlural(rest.length, "hop")} ${rest.length === 1 ? "is" : "are"} not measurable, and why`}
          </summary>
          <ul className="border-t">
            {rest.map((hop) => (
              <HopObjective key={`${hop.arn} ${hop.kind}`} hop={hop} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
