import Link from "next/link";
import { formatBytes, formatShortId } from "@/app/_components/format";
import { FailureCell } from "@/app/_components/tables/cells";
import type { Column } from "@/app/_components/tables/data-table";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { VaultItem } from "@/lib/contract/vault";
import { nameOfArn } from "@/lib/core/arn";
import { VaultState } from "./vault-state";

/** The columns of the vault. */
export const vaultColumns: Column<VaultItem>[] = [
  { key: "state", header: "State", width: 112, cell: ({ state }) => <VaultState state={state} /> },
  {
    key: "message",
    header: "Message",
    width: 108,
    cell: (item) => (
      <Link href={`/vault/${item.id}`} title={item.messageId} className="machine rounded-xs hover:underline">
        {formatShortId(item.messageId)}
      </Link>
    ),
  },
  {
    key: "failure",
    header: "Failure",
    cell: (item) => (
      <FailureCell
        error={item.classTitle}
        href={`/failures/${item.classId}`}
        path={item.queueName}
        place={`${item.accountName} · ${item.region}`}
      />
    ),
  },
  { key: "why", header: "Why", width: 104, from: "lg", cell: ({ reason }) => <span title={reason}>{reason}</span> },
  {
    key: "from",
    header: "Goes back to",
    width: 150,
    from: "xl",
    cell: (item) => <BackTo item={item} />,
  },
  { key: "size", header: "Size", width: 76, isNumber: true, from: "lg", cell: (item) => formatBytes(item.bodyBytes) },
  {
    key: "stored",
    header: "Kept since",
    width: 104,
    isRight: true,
    cell: (item) => <RelativeTime at={item.storedAt} isPlain />,
  },
  {
    key: "run",
    header: "Run",
    width: 96,
    isRight: true,
    from: "lg",
    cell: ({ restoredRunId, storedByRunId }) => {
      const runId = restoredRunId ?? storedByRunId;
      return runId ? <TextLink href={`/runs/${runId}`}>Open run</TextLink> : <span className="text-ink-3">none</span>;
    },
  },
];

function BackTo({ item }: { item: VaultItem }) {
  if (item.sourceQueueArn === null) return <span className="text-ink-2">the plan finds it</span>;
  const name = nameOfArn(item.sourceQueueArn);
  return (
    <span title={item.sourceQueueArn} className="block truncate">
      {name}
    </span>
  );
}

/** The same on a phone: what failed, then its state, which message and since when. */
export function VaultPhoneRow({ item }: { item: VaultItem }) {
  return (
    <>
      <span className="block truncate font-mono text-sm tracking-[-0.03em]">{item.classTitle}</span>
      <span className="flex items-center gap-2 text-xs text-ink-3">
        <VaultState state={item.state} />
        <span className="min-w-0 flex-1 truncate">
          {formatShortId(item.messageId)} · {item.queueName}
        </span>
        <RelativeTime at={item.storedAt} isPlain />
      </span>
    </>
  );
}
