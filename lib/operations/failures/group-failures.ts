import type { FailureGroup } from "@/lib/contract/failure-groups";
import { nameOfArn } from "@/lib/core/arn";
import type { GroupBy } from "@/lib/core/failures/group-by";
import { type ClassGroup, listClassGroups } from "@/lib/db/class-groups";
import { question } from "../operation";

/** Failure classes put together by what they share. What is not known stands together under an empty key, and says so. */
export const groupFailures = question("groupFailures", async (ctx, filter) => {
  const groups = await listClassGroups(ctx.db, ctx.actor.scope, filter);
  return {
    items: groups.map((group) => showGroup(filter.by, group, ctx.now())),
    totalCount: groups[0]?.groupCount ?? 0,
  };
});

const NAMELESS: Partial<Record<GroupBy, string>> = {
  owner: "nobody",
  queue: "no dead-letter queue",
  consumer: "consumer not known",
};

function showGroup(by: GroupBy, group: ClassGroup, now: Date): FailureGroup {
  return {
    key: group.key,
    name: nameOf(by, group),
    classCount: group.classCount,
    presentCount: group.presentCount,
    totalCount: group.totalCount,
    newCount: group.newCount,
    accountCount: group.accountCount,
    firstSeenAt: group.firstSeenAt,
    lastSeenAt: group.lastSeenAt,
    loss: lossOf(group, now),
    causeKinds: group.causeKinds,
  };
}

function nameOf(by: GroupBy, { key, name }: ClassGroup): string {
  if (name === "") return NAMELESS[by] ?? "not known";
  if (by === "consumer") return nameOfArn(name);
  if (by === "error" && key === "none") return "carries no error";
  if (by === "error" && key === "not-captured") return "error text not captured";
  return name;
}

/** The loss clock of the class in the group that loses a message first. */
function lossOf(group: ClassGroup, now: Date): FailureGroup["loss"] {
  const { firstExpiryAt: at, retentionSeconds, presentCount, lostClassCount } = group;
  if (at !== null && retentionSeconds !== null) {
    const secondsLeft = (new Date(at).getTime() - now.getTime()) / 1000;
    return { kind: "certain", at, shareLeft: Math.min(1, Math.max(0, secondsLeft / retentionSeconds)) };
  }
  const kind = presentCount > 0 ? "unknown" : lostClassCount > 0 ? "lost" : "none";
  return { kind, at: null, shareLeft: null };
}
