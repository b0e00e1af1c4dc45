"use client";

import { useAnswer } from "@/app/_components/api";
import { formatDuration } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import { TruncatedText } from "@/app/_components/ui/tooltip";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { Poller } from "@/lib/contract/system";
import { POLLER_STATES, pollersHeadline, pollerWords, sortedPollers } from "./poller-words";

/** Heartbeats of everything that happens by the clock. */
export function Pollers({ pollers: first }: { pollers: OutputOf<"listPollers"> }) {
  const answer = useAnswer("listPollers", {}, { initialData: first }).data ?? first;
  return (
    <div className="grid gap-4">
      <p className="text-ink-2">
        What their calls cost stands under <TextLink href="/costs/own">Own cost</TextLink>.
      </p>
      <Panel title="Pollers" hint={pollersHeadline(answer.items)} isFlush>
        <DataTable
          caption="Pollers, those that need somebody first"
          columns={columns}
          rows={sortedPollers(answer.items)}
          keyOf={(poller) => [poller.poller, poller.accountId, poller.region].join(" ")}
          density="fleet"
          phoneRow={(poller) => <PhoneRow poller={poller} />}
          empty={
            <EmptyState
              title="No worker has reported yet."
              evidence="Start the worker beside the web process. Without it nothing is read."
            />
          }
        />
      </Panel>
    </div>
  );
}

const columns: Column<Poller>[] = [
  { key: "state", header: "State", width: 108, cell: (poller) => <PollerState poller={poller} /> },
  {
    key: "poller",
    header: "Poller",
    width: 206,
    cell: ({ poller }) => (
      <>
        <code className="machine weight-emphasis block">{poller}</code>
        <span className="block truncate text-xs text-ink-2">{pollerWords(poller)}</span>
      </>
    ),
  },
  { key: "place", header: "Where", width: 156, cell: (poller) => <Place poller={poller} /> },
  {
    key: "every",
    header: "Every",
    width: 76,
    isNumber: true,
    from: "lg",
    cell: (poller) => formatDuration(poller.everySeconds),
  },
  {
    key: "success",
    header: "Last success",
    width: 100,
    isNumber: true,
    cell: (poller) => <LastSuccess poller={poller} />,
  },
  { key: "took", header: "Took", width: 84, isNumber: true, from: "lg", cell: (poller) => tookText(poller.tookMs) },
  {
    key: "lag",
    header: "Late by",
    width: 76,
    isNumber: true,
    from: "lg",
    cell: (poller) => formatDuration(poller.lagSeconds),
  },
  { key: "error", header: "Last error", from: "lg", cell: (poller) => <LastError poller={poller} /> },
];

function PollerState({ poller }: { poller: Poller }) {
  const { status, word } = POLLER_STATES[poller.state];
  return <StateLabel status={status}>{word}</StateLabel>;
}

function Place({ poller }: { poller: Poller }) {
  if (poller.accountName === "") return <span className="text-ink-3">{poller.region || "everywhere"}</span>;
  return (
    <span className="block truncate text-xs text-ink-2">
      {poller.accountName} · {poller.region}
    </span>
  );
}

function LastSuccess({ poller }: { poller: Poller }) {
  if (poller.succeededAt === null) return <span className="text-ink-2">never</span>;
  return <RelativeTime at={poller.succeededAt} suffix=" ago" isPlain />;
}

function LastError({ poller }: { poller: Poller }) {
  if (poller.error === null) return <span className="text-ink-3">none</span>;
  return <TruncatedText text={poller.error} className="machine text-ink-2" />;
}

function tookText(tookMs: number | null): string {
  if (tookMs === null) return "?";
  return tookMs < 1000 ? `${tookMs} ms` : formatDuration(tookMs / 1000);
}

function PhoneRow({ poller }: { poller: Poller }) {
  return (
    <>
      <span className="flex items-center justify-between gap-2">
        <PollerState poller={poller} />
        <span className="text-xs text-ink-2">
          <LastSuccess poller={poller} />
        </span>
      </span>
      <span className="flex items-baseline justify-between gap-2">
        <code className="machine">{poller.poller}</code>
        <Place poller={poller} />
      </span>
      {poller.error ? <span className="block text-xs wrap-anywhere text-ink-2">{poller.error}</span> : null}
    </>
  );
}
