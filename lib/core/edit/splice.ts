import { CannotEdit } from "./cannot-edit";

/** A piece of a text that is written anew. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Nothing that grows past this while it is edited can become a message again: SQS takes 1 MiB. */
export const MOST_CHARACTERS = 1_048_576;

/** The text with these pieces written anew, all else as it stood. Pieces never overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const inOrder = [...splices].sort((a, b) => a.start - b.start);
  const length = inOrder.reduce((sum, one) => sum + one.text.length - (one.end - one.start), text.length);
  if (length > MOST_CHARACTERS) throw new CannotEdit("the body would be larger than 1 MiB");
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: piece } of inOrder) {
    if (start < at) throw new Error("two pieces of one edit overlap");
    pieces.push(text.slice(at, start), piece);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}
