"use client";

import Link from "next/link";
import { useState } from "react";
import { formatCount, formatPlural } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import type { Review } from "@/lib/contract/review-fields";
import type { FactKind } from "@/lib/core/review/fact";
import { factsAddress } from "../review-address";

type Team = Review["teams"][number];

/** The same week by team, in the order of what each lost. */
export function TeamsPanel({ review }: { review: Review }) {
  const [isAll, setAll] = useState(false);
  const troubled = review.teams.filter(({ lost, late, pages, openClasses }) => lost + late + pages + openClasses > 0);
  const rest = review.teams.length - troubled.length;
  return (
    <Panel
      title="By team"
      actions={
        rest > 0 && !isAll ? (
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            {formatPlural(rest, "team")} without trouble
          </Button>
        ) : null
      }
      isFlush
    >
      <DataTable
        caption="Teams, those that lost most first"
        columns={columnsOf(review.id)}
        rows={isAll ? review.teams : troubled}
        keyOf={({ team }) => team ?? ""}
        hrefOf={({ team }) => factsAddress(review.id, { team: team ?? "" })}
        phoneRow={(team) => <TeamPhoneRow team={team} />}
        empty={
          <p className="px-4 py-3 text-ink-2">
            {rest > 0 ? "No team lost anything, was late, was woken or has a failure open." : "No team is named."}
          </p>
        }
      />
    </Panel>
  );
}

function columnsOf(reviewId: string): Column<Team>[] {
  const number = (
    key: string,
    header: string,
    count: (team: Team) => number,
    kinds: readonly FactKind[],
  ): Column<Team> => ({
    ...{ key, header, width: 84, isNumber: true },
    cell: (team) => (
      <Link
        href={factsAddress(reviewId, { kinds, team: team.team ?? "" })}
        aria-label={`${header}, ${nameOf(team)}: ${count(team)}`}
        className={count(team) === 0 ? "text-ink-3 hover:underline" : "weight-emphasis hover:underline"}
      >
        {formatCount(count(team))}
      </Link>
    ),
  });
  return [
    { key: "team", header: "Team", cell: (team) => <span className="weight-emphasis">{nameOf(team)}</span> },
    number("lost", "Lost", ({ lost }) => lost, ["expired", "lost"]),
    number("late", "Late", ({ late }) => late, ["late"]),
    number("pages", "Pages", ({ pages }) => pages, ["page"]),
    number("open", "Open", ({ openClasses }) => openClasses, ["class-open"]),
    {
      key: "pipelines",
      header: "Pipelines",
      width: 90,
      isNumber: true,
      cell: ({ pipelineCount }) => formatCount(pipelineCount),
    },
  ];
}

function nameOf({ team }: Team): string {
  return team ?? "nobody’s";
}

function TeamPhoneRow({ team }: { team: Team }) {
  return (
    <>
      <span className="flex justify-between gap-3">
        <span className="weight-emphasis">{nameOf(team)}</span>
        <span className="text-xs text-ink-3">{formatPlural(team.pipelineCount, "pipeline")}</span>
      </span>
      <span className="text-xs text-ink-2">
        {team.lost} lost · {team.late} late · {formatPlural(team.pages, "page")} · {team.openClasses} open
      </span>
    </>
  );
}
