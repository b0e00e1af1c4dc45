"use client";

import Link from "next/link";
import { useAnswer } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import { CauseChip } from "@/app/_components/ui/chip";
import { useNow } from "@/app/_components/ui/clock";
import { LossClock } from "@/app/_components/ui/loss-clock";
import { Panel } from "@/app/_components/ui/panel";
import type { Incident } from "@/lib/contract/incidents";
import { lossOfClass } from "../failures/class-words";

/** Failures that began together and share something: one thing to look after instead of many. Nothing where there is none. */
export function IncidentPanel({ scope }: { scope: ScopeChoice }) {
  const { data } = useAnswer("listIncidents", scope);
  if (!data || data.items.length === 0) return null;
  const { items, windowSeconds } = data;
  return (
    <Panel
      title={formatPlural(items.length, "incident")}
      hint={`failures that began within ${Math.round(windowSeconds / 60)} minutes of each other and share something`}
      isFlush
      className="mb-4"
    >
      <ul>
        {items.map((incident) => (
          <IncidentItem key={incident.id} incident={incident} />
        ))}
      </ul>
    </Panel>
  );
}

function IncidentItem({ incident }: { incident: Incident }) {
  const { id, title, presentCount, classCount, regions, accountNames, causeKind } = incident;
  return (
    <li className="relative grid gap-x-4 gap-y-1 border-t px-4 py-2.5 first:border-t-0 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_104px]">
      <div className="min-w-0">
        <Link
          href={`/incidents/${id}`}
          className="weight-emphasis wrap-anywhere after:absolute after:inset-0 focus-visible:outline-offset-[-2px]"
        >
          {title}
        </Link>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-xs text-ink-2">
          {causeKind ? <CauseChip cause={causeKind} /> : null}
          <span>
            {formatPlural(classCount, "failure")} · {formatCount(presentCount)} waiting · {placesOf(accountNames)} ·{" "}
            {placesOf(regions)}
          </span>
        </div>
      </div>
      <IncidentLoss incident={incident} />
    </li>
  );
}

function IncidentLoss({ incident }: { incident: Incident }) {
  const now = useNow(60);
  return <LossClock loss={lossOfClass({ loss: incident.loss, perHour: null }, now)} />;
}

function placesOf(names: readonly string[]): string {
  return names.length > 2 ? `${names[0]} and ${names.length - 1} more` : names.join(", ");
}
