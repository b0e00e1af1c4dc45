import type { InputOf, OperationId, OutputOf } from "@/lib/contract";

/** What the server has read for the first sight of a page, with the question that it answers. */
export interface FirstAnswer<K extends OperationId> {
  readonly input: InputOf<K>;
  readonly output: OutputOf<K>;
}

/** The first answer, as long as the same is asked. */
export function answerTo<K extends OperationId>(first: FirstAnswer<K>, input: InputOf<K>): OutputOf<K> | undefined {
  return JSON.stringify(first.input) === JSON.stringify(input) ? first.output : undefined;
}
