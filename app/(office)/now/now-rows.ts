import type { FailureClass } from "@/lib/contract/failures";
import type { Now } from "@/lib/contract/system";
import type { NowView } from "./now-address";

export type NowRow =
  | { kind: "class"; key: string; failure: FailureClass; isFirst: boolean }
  | { kind: "off"; key: string; queue: Now["offQueues"][number] }
  | { kind: "blind"; key: string; region: Now["blind"][number] };

/**
 * The one list: failure classes as ranked, then the queues that nobody reads, then what we cannot see. What is not
 * known is part of what needs somebody, so it is left out of the narrower views only.
 */
export function rowsOf(classes: readonly FailureClass[], now: Now, view: NowView, isWhole = true): NowRow[] {
  const first = classes.find(
    ({ status, presentCount, vaultedCount, snooze, dismissed }) =>
      status !== "resolved" && (presentCount > 0 || vaultedCount > 0) && !snooze && !dismissed,
  );
  const known = classes.map((failure) => ({
    kind: "class" as const,
    key: failure.id,
    failure,
    isFirst: failure.id === first?.id,
  }));
  if (!isWhole || (view !== "needs-action" && view !== "all")) return known;
  return [
    ...known,
    ...now.offQueues.map((queue) => ({ kind: "off" as const, key: queue.queueId, queue })),
    ...now.blind.map((region) => ({ kind: "blind" as const, key: `${region.accountId} ${region.region}`, region })),
  ];
}

export function addressOf(row: NowRow): string {
  if (row.kind === "class") return `/failures/${row.failure.id}`;
  if (row.kind === "off") return `/queues/${row.queue.queueId}`;
  return `/accounts/${row.region.accountId}`;
}
