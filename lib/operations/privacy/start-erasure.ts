import type { ErasureOrigin, ErasureSelector } from "@/lib/core/privacy/erasure";
import { MESSAGE_KINDS, type MessageKind } from "@/lib/core/privacy/kinds";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { insertErasure } from "@/lib/db/erasures";
import { findHoldIn } from "@/lib/db/holds";
import { notifyIntent } from "@/lib/db/notify";
import type { Ctx } from "../context";
import { heldBy } from "./erasures";

export interface DirectErasure {
  readonly origin: Exclude<ErasureOrigin, "asked">;
  readonly accountId: string;
  readonly selector: Extract<ErasureSelector, { kind: "queue" | "account" }>;
  readonly kinds?: readonly MessageKind[];
  readonly reason: string;
}

/**
 * Starts an erasure without a preview, in the transaction of the change that it follows from. Refused while a legal hold
 * stands on anything of it.
 */
export async function startErasure(ctx: Ctx, tx: Tx, wish: DirectErasure): Promise<string> {
  const { accountId, selector, origin, reason } = wish;
  const hold = await findHoldIn(tx, { accountId, ...(selector.kind === "queue" && { queueId: selector.queueId }) });
  if (hold) throw heldBy(hold.id, "Some of what would be erased is under legal hold.");
  const id = ctx.newId("erasure");
  const kinds = [...(wish.kinds ?? MESSAGE_KINDS)];
  const { id: askedBy, name: askedByName } = ctx.actor;
  await insertErasure(tx, {
    id,
    state: "erasing",
    origin,
    selector,
    kinds,
    valueHash: null,
    accountIds: [accountId],
    askedBy,
    askedByName,
    reason,
  });
  await appendAudit(tx, ctx, {
    action: "erasure.asked",
    objectKind: "erasure",
    objectId: id,
    accountId,
    detail: { ...selector, origin, kinds, reason },
  });
  await notifyIntent(tx, { topic: "erasure", id, accountId: null });
  return id;
}
