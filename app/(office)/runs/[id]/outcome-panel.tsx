"use client";

import { AddsUp, StackedBar, sumText } from "@/app/_components/charts/stacked-bar";
import { formatCount, formatPlural } from "@/app/_components/format";
import { Panel, PanelHeader } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Run } from "@/lib/contract/runs";
import { deletedParts, outcomeParts, placeParts, reachedCount } from "../run-parts";
import { nounOf } from "../run-words";

/** Two sums that anybody can check: where each selected message is, and what came of those that left. */
export function OutcomePanel({ run }: { run: Run }) {
  const places = placeParts(run);
  const { selected } = run.counters;
  return (
    <Panel
      title={`Where each ${nounOf(run)} is`}
      hint={`${formatCount(selected)} selected = ${sumText(places)}`}
      actions={<AddsUp parts={places} total={selected} />}
      isFlush
    >
      <StackedBar
        label={`Where each ${nounOf(run)} is`}
        total={{ label: "Selected", value: formatCount(selected), count: selected, detail: "frozen by the plan" }}
        parts={places}
      />
      <WhatCame run={run} />
    </Panel>
  );
}

function WhatCame({ run }: { run: Run }) {
  const isDiscard = run.action === "discard";
  const sent = nounOf(run) === "execution" ? "taken up" : "sent";
  const parts = isDiscard ? deletedParts(run) : outcomeParts(run);
  const total = isDiscard ? run.counters.sent : reachedCount(run);
  const words = isDiscard
    ? `What came of the ${formatCount(total)} copied`
    : run.counters.ambiguous > 0
      ? `What came of the ${formatCount(run.counters.sent)} ${sent} and ${formatCount(run.counters.ambiguous)} ambiguous`
      : `What came of the ${formatCount(total)} ${sent}`;
  return (
    <>
      <PanelHeader
        title={words}
        hint={total > 0 ? sumText(parts) : "nothing so far"}
        actions={total > 0 ? <AddsUp parts={parts} total={total} /> : null}
        className="border-t"
      />
      <StackedBar label={words} parts={parts} {...(run.queueId ? { aside: meanwhile(run) } : {})} />
    </>
  );
}

function meanwhile(run: Run) {
  return {
    label: "Arrived meanwhile",
    value: formatPlural(run.newFailures, "new failure"),
    detail: (
      <>
        not part of this run · <TextLink href={`/queues/${run.queueId}`}>open the queue</TextLink>
      </>
    ),
  };
}
