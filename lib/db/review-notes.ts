import type { Scope } from "@/lib/core/access/scope";
import type { Sql, Tx } from "./connect";
import { execute, rows, sql } from "./query";
import { wholePipelineSql } from "./review-scope";

export interface NoteRow {
  readonly id: string;
  readonly pipelineId: string | null;
  /** As it was called in the review. */
  readonly pipelineName: string | null;
  readonly text: string;
  readonly authorName: string;
  readonly at: string;
}
/** The minutes of a review, oldest first: of pipelines in the scope as a whole; of the whole only for who sees everything. */
export function listNotes(db: Sql, scope: Scope, id: string): Promise<NoteRow[]> {
  return rows<NoteRow>(
    db,
    sql`SELECT n.id, n.pipeline_id, p.name AS pipeline_name, n.text, n.author_name, n.at FROM review_note n
        LEFT JOIN review_pipeline p ON p.review_id = n.review_id AND p.pipeline_id = n.pipeline_id
        WHERE n.review_id = ${id} AND (${scope.kind === "all"} OR (p.pipeline_id IS NOT NULL AND ${wholePipelineSql(scope)})) ORDER BY n.at, n.id`,
  );
}

export interface NewNote extends Omit<NoteRow, "pipelineName" | "at"> {
  readonly reviewId: string;
  readonly authorId: string;
  readonly at: Date;
}
export async function insertNote(tx: Tx, made: NewNote): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO review_note (id, review_id, pipeline_id, text, author_id, author_name, at)
        VALUES (${made.id}, ${made.reviewId}, ${made.pipelineId}, ${made.text}, ${made.authorId}, ${made.authorName}, ${made.at})`,
  );
}
