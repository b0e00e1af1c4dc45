"use client";

import { useCallback, useMemo, useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { formatCount } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { CauseChip } from "@/app/_components/ui/chip";
import { useNow } from "@/app/_components/ui/clock";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import { LossClock } from "@/app/_components/ui/loss-clock";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { Incident } from "@/lib/contract/incidents";
import { HandOverDialog } from "../../capsules/hand-over-dialog";
import { lossOfClass, redrivenWords } from "../../failures/class-words";
import { useTriage } from "../../failures/use-triage";
import { NowList } from "../../now/now-list";
import type { NowRow } from "../../now/now-rows";
import { usePlanDrawer } from "../../plans/use-plan-drawer";

type Props = { id: string; first: OutputOf<"listIncidents"> };

/** One incident: what its failures share, and the failures themselves, each with its own decisions and plans. */
export function IncidentScreen({ id, first }: Props) {
  const { data } = useAnswer("listIncidents", {}, { initialData: first });
  const incident = (data ?? first).items.find((one) => one.id === id);
  return incident ? <OpenIncident incident={incident} /> : <Over id={id} />;
}

/** An incident is a view over open failures: when they are resolved or moved apart, it is no more. */
function Over({ id }: { id: string }) {
  return (
    <>
      <PageHeader crumbs={[{ label: "Now", href: "/" }]} title="This incident is over" />
      <Panel isFlush>
        <EmptyState
          title="Its failures are resolved, dismissed, snoozed, or no longer share anything."
          evidence="The failure that began first is still there, with its history."
          action={<ButtonLink href={`/failures/${id}`}>Open that failure</ButtonLink>}
        />
      </Panel>
    </>
  );
}

function OpenIncident({ incident }: { incident: Incident }) {
  const { openPlan, drawer } = usePlanDrawer();
  const triage = useTriage();
  const rows = useMemo(() => rowsOf(incident), [incident]);
  const onPlan = useCallback(
    (row: NowRow) => {
      if (row.kind !== "class") return;
      const { failure } = row;
      openPlan({ action: "redrive", selection: { classId: failure.id } }, `Redrive ${redrivenWords(failure)}`);
    },
    [openPlan],
  );
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Now", href: "/" }, { label: "Incident" }]}
        title={incident.title}
        actions={<HandOver incident={incident} />}
        lead={
          <>
            {incident.causeKind ? <CauseChip cause={incident.causeKind} /> : "causes differ"}
            {incident.sharedBy.map(({ kind, value, name }) => (
              <span key={`${kind} ${value}`} title={value}>
                <LeadDot /> same {kind}
                {value === "" ? "" : `: ${name}`}
              </span>
            ))}
          </>
        }
      />
      <FactStrip label="Facts" size="section" facts={factsOf(incident)} />
      <div className="h-4" />
      {triage.problem}
      <Panel title="Its failures" hint="plan, acknowledge and snooze each by itself" isFlush>
        <NowList rows={rows} onPlan={onPlan} triage={triage} empty={null} />
        {incident.classCount > rows.length ? (
          <p className="px-4 py-2 text-xs text-ink-3">
            The {formatCount(rows.length)} that began first of {formatCount(incident.classCount)}.
          </p>
        ) : null}
      </Panel>
      {triage.dialog}
      {drawer}
    </>
  );
}

function HandOver({ incident: { id } }: { incident: Incident }) {
  const [isAsking, setAsking] = useState(false);
  const refusal = useRefusal("reviews.write");
  return (
    <>
      <Button disabledReason={refusal} onClick={() => setAsking(true)}>
        Hand over…
      </Button>
      {isAsking ? (
        <HandOverDialog subject={{ kind: "incident", id }} name="this incident" onClose={() => setAsking(false)} />
      ) : null}
    </>
  );
}

function rowsOf({ classes }: Incident): NowRow[] {
  return classes.map((failure, index) => ({ kind: "class", key: failure.id, failure, isFirst: index === 0 }));
}

function factsOf(incident: Incident): Fact[] {
  return [
    {
      key: "failures",
      label: "Failures",
      value: formatCount(incident.classCount),
      detail: incident.regions.join(", "),
    },
    {
      key: "waiting",
      label: "Messages waiting",
      value: formatCount(incident.presentCount),
      detail: incident.accountNames.join(", "),
    },
    {
      key: "since",
      label: "Began",
      value: <RelativeTime at={incident.startedAt} suffix=" ago" isPlain />,
      detail: <Moment at={incident.startedAt} isPlain />,
    },
    {
      key: "loss",
      label: "First loss in",
      value: <IncidentClock incident={incident} />,
      detail: "the earliest of them",
    },
  ];
}

function IncidentClock({ incident }: { incident: Incident }) {
  const now = useNow(60);
  return <LossClock loss={lossOfClass({ loss: incident.loss, perHour: null }, now)} />;
}
