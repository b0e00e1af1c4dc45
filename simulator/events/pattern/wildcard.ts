import { PatternProblem } from "./pattern-problem";

/** What stands between the asterisks; a pattern without asterisks is one text. */
type Pieces = readonly string[];

/**
 * Matches texts by `*` for any number of characters; `\*` and `\\` mean the characters themselves. Takes time in
 * proportion to the text. Throws PatternProblem.
 */
export function wildcardTest(pattern: string): (text: string) => boolean {
  const pieces = piecesOf(pattern);
  if (isTooComplex(pieces)) {
    throw new PatternProblem(
      "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character",
    );
  }
  const [first = "", ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let from = first.length;
    for (const piece of others) {
      const at = text.indexOf(piece, from);
      if (at < 0 || at + piece.length > end) return false;
      from = at + piece.length;
    }
    return true;
  };
}

/** EventBridge counts positions with the quotation mark before the text. */
function piecesOf(pattern: string): Pieces {
  const pieces: string[] = [];
  let piece = "";
  for (let place = 0; place < pattern.length; place += 1) {
    const [character = "", next = ""] = [pattern[place], pattern[place + 1]];
    if (character === "*") {
      if (next === "*") throw new PatternProblem(`Consecutive wildcard characters at pos ${place + 1}`);
      pieces.push(piece);
      piece = "";
    } else if (character === "\\") {
      if (next !== "*" && next !== "\\") throw new PatternProblem(`Invalid escape character at pos ${place + 1}`);
      piece += next;
      place += 1;
    } else {
      piece += character;
    }
  }
  return [...pieces, piece];
}

/**
 * AWS does not publish its measure. The user guide's example of a pattern that is too complex has five asterisks whose
 * next character is the same, `*:*:*:*:*:event-bus/*`: one text can then be at all of them at once.
 */
const MOST_AT_ONCE = 4;

function isTooComplex(pieces: Pieces): boolean {
  const counts = new Map<string, number>();
  for (const piece of pieces.slice(1)) {
    const next = piece.slice(0, 1);
    if (next !== "") counts.set(next, (counts.get(next) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) > MOST_AT_ONCE;
}
