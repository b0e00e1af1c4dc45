import { CannotEdit } from "./cannot-edit";
import { MOST_CHARACTERS } from "./splice";

/** The text with every plain occurrence replaced; the same text when there is none. */
export function replacedText(text: string, find: string, replacement: string): string {
  return joined(text, occurrences(text, find), (at) => at, find.length, replacement);
}

/**
 * The same inside a JSON string as it is written, quotes included: what is looked for are the characters that it means, and
 * all others keep their spelling.
 */
export function replacedInString(source: string, find: string, replacement: string): string {
  const inside = source.slice(1, -1);
  const written = JSON.stringify(replacement).slice(1, -1);
  if (!inside.includes("\\")) return `"${joined(inside, occurrences(inside, find), (at) => at, find.length, written)}"`;
  const { text, starts } = decoded(inside);
  const places = occurrences(text, find);
  return `"${joined(inside, places, (at) => starts[at] ?? inside.length, find.length, written)}"`;
}

function occurrences(text: string, find: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length)) found.push(at);
  return found;
}

function joined(
  source: string,
  places: readonly number[],
  sourceAt: (at: number) => number,
  width: number,
  replacement: string,
): string {
  if (source.length + places.length * (replacement.length - width) > MOST_CHARACTERS)
    throw new CannotEdit("the body would be larger than 1 MiB");
  const pieces: string[] = [];
  let copied = 0;
  for (const place of places) {
    pieces.push(source.slice(copied, sourceAt(place)), replacement);
    copied = sourceAt(place + width);
  }
  pieces.push(source.slice(copied));
  return pieces.join("");
}

/** What the inside of a JSON string means, and where each of its characters is written. */
function decoded(inside: string): { text: string; starts: number[] } {
  const pieces: string[] = [];
  const starts: number[] = [];
  for (let at = 0; at < inside.length; ) {
    const width = inside[at] !== "\\" ? 1 : inside[at + 1] === "u" ? 6 : 2;
    const piece = inside.slice(at, at + width);
    pieces.push(width === 1 ? piece : (JSON.parse(`"${piece}"`) as string));
    starts.push(at);
    at += width;
  }
  return { text: pieces.join(""), starts };
}
