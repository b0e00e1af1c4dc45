"use client";

import { formatCount, formatPlural } from "@/app/_components/format";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { QueueDetail } from "@/lib/contract/queues";
import { drainedLine } from "./drained-line";

/** How draining stands: what was taken, what could not be deleted, and why it stands still when it does. */
export function VaultState({ queue }: { queue: QueueDetail }) {
  const { vault } = queue;
  if (vault === null) return null;
  return (
    <div className="grid gap-1">
      <p>{drainedLine(vault)}</p>
      {vault.endedAt ? (
        <p className="text-xs text-ink-2">
          Looked at <RelativeTime at={vault.endedAt} suffix=" ago" />.
        </p>
      ) : null}
      <Standstill vault={vault} />
      {vault.vaultedCount > 0 ? (
        <TextLink href={`/vault?queue=${queue.id}`}>
          {formatPlural(vault.vaultedCount, "message")} only in the vault
        </TextLink>
      ) : null}
      <p className="text-xs text-ink-2">
        {vault.needsSecondCopy
          ? "Each is deleted only after a verified second copy."
          : `There is no second copy${vault.singleCopyReason ? `: ${vault.singleCopyReason}` : ""}.`}
      </p>
    </div>
  );
}

function Standstill({ vault }: { vault: NonNullable<QueueDetail["vault"]> }) {
  if (vault.stoppedBecause === null) return null;
  return (
    <div className="grid gap-1 rounded-md border border-danger-line bg-danger-soft px-3 py-2">
      <StateLabel status={vault.isPaused ? "paused" : "blind"}>
        {vault.isPaused ? "Paused until you ask" : "Stopped; it tries again by itself"}
      </StateLabel>
      <p className="wrap-anywhere">{vault.stoppedBecause}</p>
      {vault.fix ? <p className="text-xs wrap-anywhere text-ink-2">{vault.fix}</p> : null}
      {vault.undeletedCount > 0 ? (
        <p className="text-xs text-ink-2">
          {formatCount(vault.undeletedCount)} in the vault may still be in the queue too.
        </p>
      ) : null}
    </div>
  );
}
