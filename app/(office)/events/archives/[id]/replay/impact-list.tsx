"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { ReplayPreview } from "@/lib/contract/replays";

type Impact = ReplayPreview["impact"];

/** The rest is a click away: what stops or warns must not be pushed off the screen. */
const FIRST_HITS = 6;

/** Everything that the events reach, how they get there, and where nobody here can see further. */
export function ImpactList({ impact: { hits, blindSpots, loops, notes, isCut } }: { impact: Impact }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? hits : hits.slice(0, FIRST_HITS);
  return (
    <div className="grid gap-3">
      {loops.map(({ path, leadsToReplayedBus }) => (
        <div key={path.join(" ")}>
          <StateLabel status="warn">
            {leadsToReplayedBus ? "It may lead back to the replayed bus" : "It may go round in a circle"}
          </StateLabel>
          <Path path={path} />
        </div>
      ))}
      {blindSpots.map(({ arn, words, path }) => (
        <div key={`${arn} ${path.join(" ")}`} title={arn}>
          <StateLabel status="blind">{words}</StateLabel>
          <Path path={path} />
        </div>
      ))}
      {hits.length > 0 ? (
        <div>
          <h3 className="weight-emphasis">What each event does</h3>
          <ul className="mt-1 grid gap-1.5">
            {shown.map((hit) => (
              <HitRow key={`${hit.arn} ${hit.path.join(" ")}`} hit={hit} />
            ))}
          </ul>
          {shown.length < hits.length ? (
            <Button size="sm" variant="ghost" className="mt-1 -ml-2 text-accent" onClick={() => setWhole(true)}>
              Show all {hits.length} places
            </Button>
          ) : null}
          {isCut ? <p className="mt-1 text-xs text-warn">There is more than is shown here.</p> : null}
        </div>
      ) : null}
      {notes.map((note) => (
        <p key={note} className="text-xs text-ink-2">
          {note}
        </p>
      ))}
    </div>
  );
}

function HitRow({ hit }: { hit: Impact["hits"][number] }) {
  return (
    <li className="min-w-0">
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="min-w-0 wrap-anywhere first-letter:uppercase" title={hit.arn}>
          {hit.words}
        </span>
        {hit.isGone ? <Chip>gone: the delivery fails</Chip> : null}
      </span>
      <Path path={hit.path} />
    </li>
  );
}

function Path({ path }: { path: readonly string[] }) {
  return <span className="block text-xs text-ink-3 wrap-anywhere">{path.join(" → ")}</span>;
}
