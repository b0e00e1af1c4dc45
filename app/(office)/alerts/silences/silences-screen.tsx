"use client";

import { useState } from "react";
import { api, queryKey, useCommand, usePages } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Button } from "@/app/_components/ui/button";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import { Moment } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { Silence } from "@/lib/contract/alerts";
import { AlertTabs } from "../alert-tabs";
import { SilenceDialog } from "./silence-dialog";
import { SILENCES_INPUT } from "./silences-input";

const STATES: Readonly<Record<Silence["state"], { status: Status; word: string }>> = {
  planned: { status: "waiting", word: "Planned" },
  active: { status: "snoozed", word: "Silent now" },
  over: { status: "done", word: "Over" },
  ended: { status: "cancelled", word: "Ended" },
};

/** What nobody is told of, until when and why; and what was held back by it. */
export function SilencesScreen({ first }: { first: OutputOf<"listSilences"> }) {
  const list = usePages<Silence>(
    queryKey("listSilences", SILENCES_INPUT),
    (cursor) => api.listSilences({ ...SILENCES_INPUT, cursor }),
    first,
  );
  const rows = list.items ?? first.items;
  const [making, setMaking] = useState<Silence["kind"]>();
  const refusal = useRefusal("alerts.answer");
  const end = useCommand("endSilence");
  const active = rows.filter(({ state }) => state === "active").length;
  const columns = silenceColumns(refusal, (id) => end.run({ id }));
  return (
    <>
      <PageHeader
        title={
          active === 0
            ? "Nothing is kept silent."
            : `${formatPlural(active, "silence")} ${active === 1 ? "keeps" : "keep"} alerts quiet.`
        }
        lead="Alerts that match are opened and counted all the same."
      />
      <TableToolbar sortedBy="newest first">
        <AlertTabs here="silences" />
        <Button align="start" disabledReason={refusal} onClick={() => setMaking("silence")}>
          Silence…
        </Button>
        {refusal ? null : <Button onClick={() => setMaking("maintenance")}>Maintenance window…</Button>}
      </TableToolbar>
      {end.problem ? <ProblemNote problem={end.problem} /> : null}
      <Panel isFlush>
        <DataTable
          caption="Silences and maintenance windows, newest first"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          density="fleet"
          phoneRow={(silence) => <SilencePhoneRow silence={silence} end={columns.at(-1)?.cell(silence, 0)} />}
          empty={<EmptyState title="There is no silence." evidence="Everybody is told as the routes say." />}
        />
      </Panel>
      <ListFoot
        count={`${formatCount(rows.length)} of ${formatCount(list.totalCount)} silences`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      />
      {making ? <SilenceDialog kind={making} onClose={() => setMaking(undefined)} /> : null}
    </>
  );
}

function silenceColumns(refusal: string | undefined, onEnd: (id: string) => void): Column<Silence>[] {
  return [
    { key: "state", header: "State", width: 120, cell: ({ state }) => <State state={state} /> },
    { key: "about", header: "What nobody is told of", cell: (silence) => <AboutCell silence={silence} /> },
    { key: "from", header: "From", width: 144, from: "lg", cell: ({ from }) => <Moment at={from} isPlain /> },
    { key: "until", header: "Until", width: 144, cell: ({ until }) => <Moment at={until} isPlain /> },
    { key: "by", header: "By", width: 132, from: "lg", cell: ({ createdBy }) => createdBy },
    {
      key: "held",
      header: "Held back",
      width: 92,
      isNumber: true,
      from: "lg",
      cell: ({ heldBackCount }) => formatCount(heldBackCount),
    },
    {
      key: "end",
      header: "Next step",
      width: 96,
      isRight: true,
      cell: (silence) =>
        silence.state === "active" || silence.state === "planned" ? (
          refusal ? null : (
            <Button size="sm" aria-label={`End the silence: ${silence.aboutWords}`} onClick={() => onEnd(silence.id)}>
              End now
            </Button>
          )
        ) : silence.endedBy ? (
          <span className="text-xs text-ink-3">by {silence.endedBy}</span>
        ) : null,
    },
  ];
}

function State({ state }: { state: Silence["state"] }) {
  return <StateLabel status={STATES[state].status}>{STATES[state].word}</StateLabel>;
}

function AboutCell({ silence: { aboutWords, reason, kind } }: { silence: Silence }) {
  return (
    <div className="min-w-0">
      <span title={aboutWords} className="weight-emphasis block truncate">
        {aboutWords}
      </span>
      <span title={reason} className="block truncate text-xs text-ink-2">
        {kind === "maintenance" ? "maintenance · " : ""}
        {reason}
      </span>
    </div>
  );
}

function SilencePhoneRow({ silence, end }: { silence: Silence; end: React.ReactNode }) {
  return (
    <>
      <span className="flex items-center gap-3">
        <State state={silence.state} />
        <span className="ml-auto text-xs text-ink-3">
          until <Moment at={silence.until} isPlain />
        </span>
      </span>
      <span className="block wrap-anywhere">{silence.aboutWords}</span>
      <span className="block text-xs wrap-anywhere text-ink-2">{silence.reason}</span>
      <span className="mt-1.5 block">{end}</span>
    </>
  );
}
