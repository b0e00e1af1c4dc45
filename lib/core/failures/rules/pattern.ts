/**
 * Patterns of grouping rules: `*` and else the text itself, in any case of letters. No regular expressions: a hostile error
 * text can make one run for hours, and every message meets every rule. These take one pass over the text for each piece.
 */
export const MOST_STARS = 8;

/** Whether a text in small letters contains the pattern; `*` is any text, also none. */
export function containsPattern(pattern: string, haystack: string): boolean {
  let at = 0;
  for (const piece of piecesOf(pattern)) {
    const found = haystack.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}

/**
 * The text with every place that fits the pattern replaced; here `*` is a word or a part of one: any text without white
 * space, as short as it can be, at the end of the pattern the rest of the word.
 */
export function replacePattern(text: string, pattern: string, replacement: string): string {
  const places = placesOf(text, pattern);
  let result = "";
  let at = 0;
  for (const { from, to } of places) {
    result += text.slice(at, from) + replacement;
    at = to;
  }
  return result + text.slice(at);
}

type Place = { from: number; to: number };

function placesOf(text: string, pattern: string): Place[] {
  const haystack = sameLengthLowerCase(text);
  const [first = "", ...rest] = sameLengthLowerCase(pattern).split("*");
  if (first === "") return [];
  const nextOf = rest.map((piece) => rememberNext(haystack, piece));
  const places: Place[] = [];
  for (let from = haystack.indexOf(first); from >= 0; ) {
    const to = endOf(from + first.length, nextOf);
    if (to === undefined) return places;
    if (to !== null) places.push({ from, to });
    from = haystack.indexOf(first, to === null ? from + 1 : Math.max(to, from + 1));
  }
  return places;
}

type Next = { piece: string; next: (from: number) => number; wordEnd: (from: number) => number };

/** Where the pattern ends that began here; null: not here; undefined: nowhere from here on. */
function endOf(after: number, rest: readonly Next[]): number | null | undefined {
  let at = after;
  for (const [index, { piece, next, wordEnd }] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const end = wordEnd(at);
    if (piece === "") {
      if (isLast) return end;
      continue;
    }
    const found = next(at);
    if (found < 0) return undefined;
    if (found > end) return null;
    at = found + piece.length;
  }
  return at;
}

/** The next place of a piece from a position that only grows: each part of the text is searched once. */
function rememberNext(text: string, piece: string): Next {
  let known = -2;
  const next = (from: number) => {
    if (known === -2 || (known >= 0 && known < from)) known = text.indexOf(piece, from);
    return known;
  };
  return { piece, next, wordEnd: rememberWordEnd(text) };
}

function rememberWordEnd(text: string): (from: number) => number {
  let known = -1;
  return (from) => {
    if (known < from) {
      known = from;
      while (known < text.length && !/\s/.test(text.charAt(known))) known += 1;
    }
    return known;
  };
}

/** Positions must stay those of the text: a letter whose small form is longer stays as it is. */
function sameLengthLowerCase(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length
    ? small
    : Array.from(text, (letter) =>
        letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
      ).join("");
}

function piecesOf(pattern: string): string[] {
  return pattern
    .toLowerCase()
    .split("*")
    .filter((piece) => piece !== "");
}

/** Why a text is no pattern of ours; undefined when it is one. */
export function patternRefusal(text: string): string | undefined {
  if (/^\/.*[\\^$.|?*+()[\]{}].*\/[a-z]*$/s.test(text))
    return "is a regular expression; those are refused, because a hostile error text can make one run for hours. Write the text itself, with * for any text";
  if (text.split("*").length - 1 > MOST_STARS) return `has more than ${MOST_STARS} stars`;
  if (text.replaceAll("*", "").trim() === "") return "needs some text beside *: alone it fits everything";
  return undefined;
}
