import { inline, lines, table } from "./markdown-text";
import type { ActionLine, ReviewText } from "./review";

export interface Note {
  /** Null: of the whole. */
  readonly pipelineName: string | null;
  readonly text: string;
  readonly authorName: string;
  readonly at: string;
}

/** What was said in a review and what was agreed, as Markdown: notes of the whole, then by pipeline as they were begun. */
export function minutesMarkdown(
  review: Pick<ReviewText, "week" | "from" | "until" | "headline" | "isPartial">,
  notes: readonly Note[],
  actions: readonly ActionLine[],
): string {
  const byPipeline = [...Map.groupBy(notes, ({ pipelineName }) => pipelineName)].sort(
    ([one], [other]) => Number(one !== null) - Number(other !== null),
  );
  return [
    `# Minutes of the weekly review ${review.week}${review.isPartial ? " (partial)" : ""}`,
    inline(review.headline),
    ...byPipeline.flatMap(([name, said]) => [
      `## ${name === null ? "All of it" : inline(name)}`,
      ...said.map(noteText),
    ]),
    ...(notes.length === 0 ? ["Nobody wrote anything."] : []),
    "## Action items",
    table(
      ["#", "What", "Who", "Due", "State", "Seen by the tool"],
      actions.map((action) => [
        String(action.number),
        action.pipelineName === null ? action.text : `${action.pipelineName}: ${action.text}`,
        action.owner,
        dueWords(action),
        action.endReason === null ? action.state : `${action.state}: ${action.endReason}`,
        action.evidence?.sentence ?? "",
      ]),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

function noteText({ text, authorName, at }: Note): string {
  return `> ${lines(text)}\n\n${inline(authorName)}, ${at}`;
}

function dueWords({ due, isOverdue, carriedCount }: ActionLine): string {
  const carried = carriedCount > 0 ? `, carried over ${carriedCount} ${carriedCount === 1 ? "time" : "times"}` : "";
  return `${due ?? "no date"}${isOverdue ? " (overdue)" : ""}${carried}`;
}
