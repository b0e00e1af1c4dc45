import type { Parameters } from "@/app/_components/page-parameters";
import { GROUP_BYS, type GroupBy } from "@/lib/core/failures/group-by";

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
