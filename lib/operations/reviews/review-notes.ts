import type { Scope } from "@/lib/core/access/scope";
import { Forbidden, NotFound } from "@/lib/core/errors";
import { minutesMarkdown } from "@/lib/core/review/minutes";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { insertNote, listNotes } from "@/lib/db/review-notes";
import { namesOfReviewPipelines } from "@/lib/db/reviews";
import { command, question } from "../operation";
import { requireReview } from "./on-review";
import { actionsOfReview } from "./review-actions";
import { showReview } from "./show-review";

export const listReviewNotes = question("listReviewNotes", async (ctx, { id }) => {
  await requireReview(ctx.db, id);
  const notes = await listNotes(ctx.db, ctx.actor.scope, id);
  return { items: notes.map(({ pipelineName: _, ...note }) => note) };
});

/** Writes into the minutes: of a pipeline that one may see all of, or of the whole where one sees everything. */
export const addReviewNote = command("addReviewNote", async (ctx, tx, { id, pipelineId, text }) => {
  await requireReview(tx, id);
  await refuseUnseen(tx, ctx.actor.scope, id, pipelineId);
  const note = {
    ...{ id: ctx.newId("reviewNote"), reviewId: id, pipelineId: pipelineId ?? null, text },
    ...{ authorId: ctx.actor.id, authorName: ctx.actor.name, at: ctx.now() },
  };
  await insertNote(tx, note);
  await appendAudit(tx, ctx, {
    action: "review.noted",
    objectKind: "review",
    objectId: id,
    detail: { noteId: note.id, pipelineId: note.pipelineId },
  });
  await notifyChange(tx, { topic: "review", id, accountId: null });
  const { reviewId: _, authorId: __, at, ...shown } = note;
  return { ...shown, at: at.toISOString() };
});

async function refuseUnseen(tx: Tx, scope: Scope, id: string, pipelineId: string | undefined): Promise<void> {
  if (pipelineId === undefined) {
    if (scope.kind === "all") return;
    throw new Forbidden(
      "forbidden",
      "Notes of the whole are for who sees everything. Name one of the pipelines of which you see all parts.",
      { capability: "reviews.write" },
    );
  }
  if (!(await namesOfReviewPipelines(tx, scope, id, [pipelineId])).has(pipelineId))
    throw new NotFound("pipeline", pipelineId);
}

/** What was said and agreed, as Markdown; of what the asker may see. */
export const getReviewMinutes = question("getReviewMinutes", async (ctx, { id }) => {
  const { scope } = ctx.actor;
  const row = await requireReview(ctx.db, id);
  const [review, notes, actions] = await Promise.all([
    showReview(ctx.db, scope, row),
    listNotes(ctx.db, scope, id),
    actionsOfReview(ctx, row),
  ]);
  return { fileName: `dlo-minutes-${row.week}.md`, markdown: minutesMarkdown(review, notes, actions) };
});
