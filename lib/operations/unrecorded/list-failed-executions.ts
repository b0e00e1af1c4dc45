import { mayOn } from "@/lib/core/actor";
import { redriveUntil } from "@/lib/core/executions/now-status";
import { redrivabilityOf } from "@/lib/core/executions/redrivability";
import { countFailedStates, type ExecutionRow, listExecutions } from "@/lib/db/failed-executions";
import { onClass } from "../on";
import { question } from "../operation";
import { maskedCause } from "../privacy/mask-kept";
import { maskingUntilSwept } from "../privacy/remask-progress";

/** Executions behind a class, from our copy. What an execution says in its cause may quote its input: a body's right is asked. */
export const listFailedExecutions = question(
  "listFailedExecutions",
  async (ctx, { id, ...page }) => {
    const { accountId } = await onClass(ctx, { id });
    const mayRead = mayOn(ctx.actor, "bodies.read", accountId);
    const found = await listExecutions(ctx.db, id, page);
    const masking = await maskingUntilSwept(ctx.db, ctx.keyring);
    return {
      ...found,
      byState: await countFailedStates(ctx.db, id),
      items: found.items.map((row) => ({
        ...shown(row, ctx.now()),
        ...(masking && maskedCause(row, masking)),
        ...(!mayRead && { cause: null }),
      })),
    };
  },
  onClass,
);

function shown({ redriveStatus, redriveReason, ...row }: ExecutionRow, now: Date) {
  const stoppedAt = new Date(row.stoppedAt);
  const { isRedrivable, why } = redrivabilityOf({ ...row, stoppedAt, redriveStatus, redriveReason }, now);
  return { ...row, redriveUntil: redriveUntil(stoppedAt).toISOString(), isRedrivable, whyNotRedrivable: why };
}
