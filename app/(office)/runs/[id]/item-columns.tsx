import Link from "next/link";
import { formatShortId } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { StateLabel } from "@/app/_components/ui/state-label";
import { ClockTime } from "@/app/_components/ui/time";
import type { Run, RunItem } from "@/lib/contract/runs";
import { nameOfArn } from "@/lib/core/arn";
import { isAboutExecutions } from "@/lib/core/plans/action";

/** State and outcome are two columns: what we did, and what came of it. */
export function itemColumns(run: Run): Column<RunItem>[] {
  return [
    {
      key: "message",
      header: isAboutExecutions(run.driver) ? "Execution" : "Message",
      width: isAboutExecutions(run.driver) ? 220 : 118,
      cell: (item) => <ItemName item={item} />,
    },
    { key: "stage", header: "Stage", width: 56, from: "lg", cell: (item) => item.stage },
    {
      key: "sent",
      header: run.action === "discard" ? "Copied" : "Sent",
      width: 84,
      cell: (item) => (item.sentAt ? <ClockTime at={item.sentAt} isPlain /> : <span className="text-ink-3">–</span>),
    },
    { key: "item", header: "Item", width: 124, cell: (item) => stateWords(item) },
    { key: "outcome", header: "Outcome", width: 112, cell: (item) => <Outcome item={item} /> },
    {
      key: "why",
      header: "Why",
      cell: (item) => (
        <span className="block truncate text-ink-2" title={item.reason ?? undefined}>
          {item.reason ?? <span className="text-ink-3">–</span>}
        </span>
      ),
    },
  ];
}

/** A message by its id, an execution by its name. */
function ItemName({ item: { messageRowId, messageId } }: { item: RunItem }) {
  if (messageRowId === null)
    return (
      <span className="machine block truncate" title={messageId}>
        {nameOfArn(messageId)}
      </span>
    );
  return (
    <Link href={`/messages/${messageRowId}`} title={messageId} className="machine hover:underline">
      {formatShortId(messageId)}
    </Link>
  );
}

function Outcome({ item }: { item: RunItem }) {
  if (item.outcome) return <StateLabel status={item.outcome}>{item.outcome}</StateLabel>;
  return (
    <span className="text-ink-3">{item.state === "planned" || item.state === "sending" ? "not yet" : "none"}</span>
  );
}

function stateWords({ state, attempt, editId }: RunItem): string {
  const words = [state.replaceAll("-", " "), ...(editId === null ? [] : ["edited"])];
  return [...words, ...(attempt > 1 ? [`${attempt} tries`] : [])].join(", ");
}

export function PhoneItem({ item }: { item: RunItem }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <span className="machine min-w-0 truncate">
          {item.messageRowId === null ? nameOfArn(item.messageId) : formatShortId(item.messageId)}
        </span>
        <Outcome item={item} />
      </span>
      <span className="block truncate text-xs text-ink-2">
        {stateWords(item)}
        {item.reason ? ` · ${item.reason}` : ""}
      </span>
    </>
  );
}
