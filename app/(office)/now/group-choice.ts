import type { Parameters } from "@/app/_components/page-parameters";
import type { FailureClass } from "@/lib/contract/failures";
import { GROUP_BYS, type GroupBy } from "@/lib/core/failures/group-by";
import { originWords } from "../failures/class-words";

/** How the list of failures is put together, and which of the groups is open. */
export interface GroupChoice {
  readonly by: GroupBy | undefined;
  readonly group: string | undefined;
}

export function groupChoiceIn(parameters: Parameters): GroupChoice {
  const by = GROUP_BYS.find((one) => one === parameters.get("by"));
  return { by, group: by === undefined ? undefined : (parameters.get("group") ?? undefined) };
}

export const GROUP_LABELS: Readonly<Record<GroupBy, string>> = {
  cause: "cause",
  origin: "origin",
  queue: "dead-letter queue",
  account: "account",
  owner: "owner",
  "message-type": "message type",
  consumer: "consumer",
  error: "error, across accounts",
};

/** The part of the list's question that opens one group. */
export function groupInput({ by, group }: GroupChoice): { groupBy?: GroupBy; group?: string } {
  return by === undefined || group === undefined ? {} : { groupBy: by, group };
}

/** Another view of the same list stays grouped; the open group is left. */
export function withGrouping(address: string, { by }: GroupChoice): string {
  if (by === undefined) return address;
  return `${address}${address.includes("?") ? "&" : "?"}by=${by}`;
}

type Named = Pick<FailureClass, "title" | "queueName" | "accountName" | "owner">;

/** What a group is called: keys are ids and hashes where a failure of the group has the words. */
export function groupWords(by: GroupBy, key: string, inGroup: Named | undefined): string {
  if (key === "") return by === "owner" ? "nobody" : "not known";
  if (by === "origin") return originWords(key);
  if (by === "consumer") return key.split(":").at(-1) ?? key;
  if (by === "error") return inGroup?.title ?? "…";
  if (by === "queue") return inGroup?.queueName ?? "…";
  if (by === "account") return inGroup?.accountName ?? "…";
  return by === "owner" ? (inGroup?.owner ?? key) : key;
}
