import { mayOn } from "@/lib/core/actor";
import { listExecutions } from "@/lib/db/failed-executions";
import { onClass } from "../on";
import { question } from "../operation";
import { maskedCause } from "../privacy/mask-kept";
import { maskingUntilSwept } from "../privacy/remask-progress";

const REDRIVABLE_MS = 14 * 24 * 3600 * 1000;

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
      items: found.items.map((row) => ({
        ...row,
        ...(masking && maskedCause(row, masking)),
        ...(!mayRead && { cause: null }),
        redriveUntil: new Date(Date.parse(row.stoppedAt) + REDRIVABLE_MS).toISOString(),
      })),
    };
  },
  onClass,
);
