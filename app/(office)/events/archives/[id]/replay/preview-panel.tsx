"use client";

import { problemOf, type useAnswer } from "@/app/_components/api";
import { formatCount, formatMoney, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { inAccount } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { CheckList, checkSummary, KeyFigures } from "@/app/_components/ui/check-list";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { Archive } from "@/lib/contract/event-buses";
import type { ReplayPreview } from "@/lib/contract/replays";
import { ImpactList } from "./impact-list";

type Props = {
  archive: Archive;
  /** What is still to be chosen. */
  missing: string | undefined;
  preview: ReturnType<typeof useAnswer<"previewReplay">>;
  onPlan: () => void;
};

/** What the replay would set in motion; the plan freezes it. */
export function PreviewPanel({ archive, missing, preview, onPlan }: Props) {
  const mayNot = useRefusal("plans.create", inAccount(archive));
  const off = mayNot ?? missing;
  return (
    <Panel
      title="3. What would happen"
      hint={preview.data && !missing ? checkSummary(checksOf(preview.data)) : "nothing reaches AWS by looking"}
      isFlush
    >
      <div className="grid gap-1 border-b px-4 py-3">
        <Button variant="filled" disabledBy={off ? "replay-off" : undefined} onClick={onPlan} className="max-sm:h-11">
          Make the plan
        </Button>
        <p id="replay-off" className="text-xs text-ink-2">
          {off ?? "A plan is frozen and checked again; it starts nothing by itself."}
        </p>
      </div>
      {missing ? (
        <EmptyState title={missing} evidence="Then it is worked out here what the replay would reach." />
      ) : preview.data ? (
        <Preview preview={preview.data} />
      ) : preview.error ? (
        <div className="p-4">
          <ProblemNote problem={problemOf(preview.error)} />
        </div>
      ) : (
        <LoadingSkeleton rows={6} label="Working out what would happen" />
      )}
    </Panel>
  );
}

function Preview({ preview }: { preview: ReplayPreview }) {
  const { estimate, impact, overlaps } = preview;
  const checks = checksOf(preview);
  return (
    <div className="grid gap-3 px-4 py-3">
      <KeyFigures
        figures={[
          { label: "Events", value: estimate.events === null ? "not known" : `about ${formatCount(estimate.events)}` },
          {
            label: "Deliveries",
            value: estimate.deliveries === null ? "not known" : `about ${formatCount(estimate.deliveries)}`,
          },
          { label: "Price", value: formatMoney(estimate.priceUsd, { isEstimate: true }) },
          { label: "Places hit", value: formatCount(impact.hits.length) },
        ]}
      />
      <p className="text-xs text-ink-2">{estimate.words}</p>
      {overlaps.length > 0 ? (
        <div role="note" className="rounded-md border border-warn-line bg-warn-soft px-3 py-2">
          <p className="weight-emphasis">
            {formatPlural(overlaps.length, "earlier replay")} covered part of this: those events arrive once more.
          </p>
          <ul className="mt-1 grid gap-1 text-xs">
            {overlaps.map(({ name, words }) => (
              <li key={name}>{words}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <CheckList checks={checks.filter(({ result }) => result !== "pass")} />
      <ImpactList impact={impact} />
    </div>
  );
}

function checksOf({ checks }: ReplayPreview) {
  return checks.map(({ id, result, text, fix }) => ({
    key: id,
    result,
    text: (
      <>
        {text}
        {fix ? <span className="text-ink-2"> {fix}</span> : null}
      </>
    ),
  }));
}
