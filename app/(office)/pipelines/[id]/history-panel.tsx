"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { formatDuration } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useNow } from "@/app/_components/ui/clock";
import { Panel } from "@/app/_components/ui/panel";
import { Moment } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { HealthLabel } from "../health-label";
import { HistoryBar } from "./history-bar";
import { sinceJudged } from "./history-spans";
import { Range } from "./range";
import { type Window, windowIn } from "./window-choice";

type History = OutputOf<"getPipelineHistory">;

type Props = { pipeline: PipelineDetail; fallback: Window };

/** How it did: one bar, and the same as a list with times and reasons. */
export function HistoryPanel({ pipeline: { id, hiddenPartCount }, fallback }: Props) {
  const [parameters] = useUrlParams();
  const input = { id, window: windowIn(parameters, fallback) };
  const history = useAnswer("getPipelineHistory", input, { isEnabled: hiddenPartCount === 0 });
  return (
    <Panel title="Health over time" actions={<Range fallback={fallback} />} isFlush>
      {hiddenPartCount > 0 ? (
        <EmptyState title="Not told." evidence="The history is of the whole pipeline, and you see a part of it." />
      ) : history.data ? (
        <Told history={history.data} />
      ) : history.isError ? (
        <ReadFailure
          what="The history could not be read."
          problem={problemOf(history.error)}
          onRetry={() => void history.refetch()}
        />
      ) : (
        <LoadingSkeleton rows={2} label="Reading the history" />
      )}
    </Panel>
  );
}

function Told({ history }: { history: History }) {
  if (history.spans.length === 0)
    return (
      <EmptyState title="Nothing was judged in this time." evidence="It is judged with every look at its queues." />
    );
  const judged = sinceJudged(history);
  return (
    <>
      <HistoryBar history={judged} />
      {judged.from === history.from ? null : (
        <p className="px-4 pb-2 text-xs text-ink-3">
          Not judged before <Moment at={judged.from} isPlain />.
        </p>
      )}
      <details className="border-t">
        <summary className="flex min-h-9 cursor-pointer items-center px-4 text-xs text-ink-2 -outline-offset-2 max-sm:min-h-11">
          The same as a table, newest first
        </summary>
        <SpanTable spans={history.spans.toReversed()} />
      </details>
    </>
  );
}

function SpanTable({ spans }: Pick<History, "spans">) {
  const now = useNow(30);
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">States of the pipeline, newest first</caption>
      <thead className="text-left text-xs text-ink-3">
        <tr>
          <th className="px-4 py-1.5 font-medium">State</th>
          <th className="px-2 py-1.5 font-medium">From</th>
          <th className="px-2 py-1.5 text-right font-medium">For</th>
          <th className="px-4 py-1.5 font-medium max-sm:hidden">Why</th>
        </tr>
      </thead>
      <tbody>
        {spans.map(({ state, reason, from, until }) => (
          <tr key={from} className="border-t align-top">
            <td className="px-4 py-1.5">
              <HealthLabel state={state} />
              <span className="block text-xs text-ink-2 sm:hidden">{reason}</span>
            </td>
            <td className="px-2 py-1.5">
              <Moment at={from} isPlain />
            </td>
            <td className="px-2 py-1.5 text-right whitespace-nowrap">
              {formatDuration(((until ? Date.parse(until) : now) - Date.parse(from)) / 1000)}
              {until ? "" : ", still"}
            </td>
            <td className="px-4 py-1.5 text-ink-2 max-sm:hidden">{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
