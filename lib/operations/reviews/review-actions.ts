import type { ReviewAction } from "@/lib/contract/review-fields";
import type { EvidenceKind } from "@/lib/core/review/action-evidence";
import { verdictOf } from "@/lib/core/review/action-evidence";
import { ACTION_EVIDENCE } from "@/lib/core/review/fact";
import { dateAt } from "@/lib/core/review/week";
import type { Sql } from "@/lib/db/connect";
import { type ActionRow, listActions, listActionsOfReview } from "@/lib/db/review-actions";
import { type EvidenceFound, readEvidence } from "@/lib/db/review-evidence";
import type { ReviewRow } from "@/lib/db/reviews";
import type { Ctx } from "../context";
import { question } from "../operation";
import { reviewTerms } from "./schedule";

/** What was agreed and is not done, first what is due first; each with what the tool sees of its evidence now. */
export const listReviewActions = question("listReviewActions", async (ctx, input) => {
  const { zone } = await reviewTerms(ctx.db);
  const filter = { ...input, today: dateAt(ctx.now(), zone) };
  const { items, ...page } = await listActions(ctx.db, ctx.actor.scope, filter);
  return { ...page, items: await showActions(ctx, ctx.db, items, zone) };
});

/** Those that a review's minutes name. */
export async function actionsOfReview(ctx: Ctx, { id, writtenAt }: ReviewRow): Promise<ReviewAction[]> {
  const { zone } = await reviewTerms(ctx.db);
  const today = dateAt(ctx.now(), zone);
  const found = await listActionsOfReview(ctx.db, ctx.actor.scope, id, { writtenAt, today });
  return showActions(ctx, ctx.db, found, zone);
}

export async function showActions(
  ctx: Ctx,
  db: Sql,
  actions: readonly ActionRow[],
  zone: string,
): Promise<ReviewAction[]> {
  const known = await readKnown(db, actions);
  return actions.map((action) => {
    const { accountIds: _, evidenceKind: kind, evidenceId: id, evidenceLabel: label, ...rest } = action;
    if (kind === null || id === null) return { ...rest, evidence: null };
    const verdict = verdictOf(kind, known.get(kind)?.get(id)?.state, { at: ctx.now(), zone });
    return { ...rest, evidence: { kind, id, label: label ?? "", ...verdict } };
  });
}

type Known = ReadonlyMap<EvidenceKind, ReadonlyMap<string, EvidenceFound>>;

async function readKnown(db: Sql, actions: readonly ActionRow[]): Promise<Known> {
  const known = new Map<EvidenceKind, Map<string, EvidenceFound>>();
  for (const kind of ACTION_EVIDENCE) {
    const ids = actions.flatMap(({ evidenceKind, evidenceId }) =>
      evidenceKind === kind && evidenceId !== null ? [evidenceId] : [],
    );
    known.set(kind, await readEvidence(db, kind, ids));
  }
  return known;
}
