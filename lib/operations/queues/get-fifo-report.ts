import type { FifoGroup } from "@/lib/contract/fifo";
import { NotFound } from "@/lib/core/errors";
import { diagnoseGroups, type GroupDiagnosis } from "@/lib/core/fifo/diagnose";
import { listDeadMembers, listSourceGroups, type SourceGroups } from "@/lib/db/fifo-groups";
import { getQueueView } from "@/lib/db/queues";
import { onQueue } from "../on";
import { question } from "../operation";

const MOST_MEMBERS = 20_000;
const MOST_GROUPS = 100;

/** The FIFO doctor: it looks at copies and at one metric, and receives nothing. */
export const getFifoReport = question(
  "getFifoReport",
  async (ctx, { id }) => {
    const queue = await getQueueView(ctx.db, ctx.actor.scope, id);
    if (!queue) throw new NotFound("queue", id);
    const members = await listDeadMembers(ctx.db, ctx.actor.scope, id, MOST_MEMBERS + 1);
    const groups = diagnoseGroups(members.slice(0, MOST_MEMBERS));
    const isWhole = members.length <= MOST_MEMBERS && queue.visible !== null && members.length >= queue.visible;
    return {
      groups: groups.slice(0, MOST_GROUPS).map(showGroup),
      groupCount: groups.length,
      deadCount: members.length,
      isWhole,
      sources: (await listSourceGroups(ctx.db, queue.arn)).map(showSource),
    };
  },
  onQueue,
);

function showGroup({ head, ...group }: GroupDiagnosis): FifoGroup {
  return {
    ...group,
    headMessageRowId: head.messageRowId,
    headMessageId: head.messageId,
    headClassId: head.classId,
    headClassTitle: head.classTitle,
    headCause: head.causeKind,
    headSeenAt: head.firstSeenAt,
  };
}

function showSource({ maxReceiveCount, visibilityTimeoutSeconds, ...source }: SourceGroups) {
  return {
    ...source,
    blockedForSeconds: maxReceiveCount === null ? null : maxReceiveCount * visibilityTimeoutSeconds,
  };
}
