import type { ReviewAction } from "@/lib/contract/review-fields";
import { EVERYTHING, inScope, type Scope } from "@/lib/core/access/scope";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/core/errors";
import { dateAt } from "@/lib/core/review/week";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { findPipeline, listParts } from "@/lib/db/pipelines";
import { type ActionChange, type ActionRow, changeAction, findAction, insertAction } from "@/lib/db/review-actions";
import { type EvidenceFound, readEvidence } from "@/lib/db/review-evidence";
import { findReview } from "@/lib/db/reviews";
import type { Ctx } from "../context";
import { command, type ParsedInput } from "../operation";
import { onReviewAction } from "./on-review";
import { showActions } from "./review-actions";
import { reviewTerms } from "./schedule";

type Made = ParsedInput<"createReviewAction">;

/** Notes what was agreed. Whoever sees a part of everything names a pipeline or evidence in it: nobody else's work is theirs to hand out. */
export const createReviewAction = command("createReviewAction", async (ctx, tx, input) => {
  const { scope } = ctx.actor;
  if (input.reviewId && !(await findReview(tx, input.reviewId))) throw new NotFound("review", input.reviewId);
  const evidence = await findEvidence(tx, scope, input.evidence);
  const place = await findPlace(tx, scope, input.pipelineId);
  const accountIds = [...new Set([...(evidence?.accountIds ?? []), ...(place?.accountIds ?? [])])].sort();
  if (scope.kind !== "all" && accountIds.length === 0)
    throw new Invalid("What is about everything only who sees everything agrees on.", [
      { field: "pipelineId", message: "name a pipeline, or evidence, that you see" },
    ]);
  const id = ctx.newId("reviewAction");
  await insertAction(tx, {
    ...{ id, reviewId: input.reviewId ?? null, pipelineId: input.pipelineId ?? null, accountIds },
    ...{ arn: evidence?.arn ?? place?.anchorArn ?? null, text: input.text, owner: input.owner, due: input.due },
    evidence: input.evidence && evidence ? { ...input.evidence, label: evidence.label } : null,
    ...{ createdAt: ctx.now(), createdBy: ctx.actor.name },
  });
  await note(ctx, tx, id, "action-item.created", { owner: input.owner, due: input.due, pipelineId: input.pipelineId });
  return shown(ctx, tx, id);
});

async function findEvidence(tx: Tx, scope: Scope, asked: Made["evidence"]): Promise<EvidenceFound | undefined> {
  if (!asked) return undefined;
  const found = (await readEvidence(tx, asked.kind, [asked.id])).get(asked.id);
  const isSeen = found && isEvidenceSeen(scope, found);
  if (!isSeen) throw new NotFound(asked.kind, asked.id);
  return found;
}

function isEvidenceSeen(scope: Scope, { accountIds, arn }: EvidenceFound): boolean {
  if (scope.kind === "all") return true;
  return accountIds.length > 0 && accountIds.every((accountId) => inScope(scope, accountId, arn));
}

async function findPlace(tx: Tx, scope: Scope, pipelineId: string | undefined) {
  if (pipelineId === undefined) return undefined;
  const found = await findPipeline(tx, scope, pipelineId);
  if (!found) throw new NotFound("pipeline", pipelineId);
  if (found.hiddenPartCount > 0)
    throw new Forbidden("forbidden", "You see a part of this pipeline only. Ask somebody who sees all of it.", {
      capability: "reviews.write",
    });
  const parts = await listParts(tx, scope, [pipelineId]);
  const accountIds = parts.flatMap(({ accountId }) => (accountId === "" ? [] : [accountId]));
  return { anchorArn: found.anchorArn, accountIds };
}

/** Changes an action item or ends it. What is dropped says why; what is opened again has no end. */
export const updateReviewAction = command(
  "updateReviewAction",
  async (ctx, tx, { id, version, ...change }) => {
    const before = await findAction(tx, ctx.actor.scope, id);
    if (!before) throw new NotFound("action item", id);
    const to = changeOf(ctx, before, change);
    if (!(await changeAction(tx, id, version, to)))
      throw new Conflict(
        "settings-changed",
        "Somebody changed this action item meanwhile. Read it again before you change it.",
        { version: before.version },
      );
    const hasEnded = before.state === "open" && to.state !== "open";
    await note(ctx, tx, id, hasEnded ? "action-item.ended" : "action-item.changed", { ...change });
    return shown(ctx, tx, id);
  },
  onReviewAction,
);

function changeOf(
  ctx: Ctx,
  before: ActionRow,
  change: Omit<ParsedInput<"updateReviewAction">, "id" | "version">,
): ActionChange {
  const state = change.state ?? before.state;
  const isEnding = state !== "open" && state !== before.state;
  if (isEnding && state === "dropped" && change.reason === undefined)
    throw new Invalid("Say why it is dropped.", [{ field: "reason", message: "say why, for those who agreed on it" }]);
  const kept = { text: change.text ?? before.text, owner: change.owner ?? before.owner, state };
  const due = change.due === undefined ? before.due : change.due;
  if (state === "open") return { ...kept, due, endedAt: null, endedBy: null, endReason: null };
  const endReason = change.reason ?? (isEnding ? null : before.endReason);
  if (isEnding) return { ...kept, due, endedAt: ctx.now(), endedBy: ctx.actor.name, endReason };
  const endedAt = before.endedAt === null ? ctx.now() : new Date(before.endedAt);
  return { ...kept, due, endedAt, endedBy: before.endedBy, endReason };
}

async function note(
  ctx: Ctx,
  tx: Tx,
  id: string,
  action: "action-item.created" | "action-item.changed" | "action-item.ended",
  detail: Record<string, unknown>,
): Promise<void> {
  const found = await findAction(tx, EVERYTHING, id);
  const [only, ...others] = found?.accountIds ?? [];
  const accountId = only !== undefined && others.length === 0 ? only : null;
  await appendAudit(tx, ctx, { action, objectKind: "action item", objectId: id, accountId, detail });
  await notifyChange(tx, { topic: "review", id: found?.reviewId ?? "*", accountId: null });
}

async function shown(ctx: Ctx, tx: Tx, id: string): Promise<ReviewAction> {
  const { zone } = await reviewTerms(tx);
  const found = await findAction(tx, EVERYTHING, id, dateAt(ctx.now(), zone));
  const [action] = found ? await showActions(ctx, tx, [found], zone) : [];
  if (!action) throw new NotFound("action item", id);
  return action;
}
