/** `text` is always safe to show: for a control it is a visible stand-in such as `␀` or `U+202E`. */
export type TextSegment = { text: string; kind: "plain" } | { text: string; kind: "control"; codePoint: number };

/**
 * What a reader cannot see but a terminal, an editor or the bidi algorithm obeys: C0, C1, DEL, format characters
 * (bidi marks and overrides, zero-width, soft hyphen, tags), line and paragraph separators, blank Hangul letters and
 * lone surrogates. Tab and newline stay plain, and so do private-use characters.
 */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\u034f|[\u115f\u1160]|\u17b4|\u17b5|[\u3164\uffa0]/gu;

/**
 * The text cut into plain runs and single invisible characters, in order; the plain runs and code points together are
 * the whole text. Linear, but one segment per control: cut long bodies before rendering.
 */
export function revealInvisible(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let plainFrom = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    if (match.index > plainFrom) segments.push({ text: text.slice(plainFrom, match.index), kind: "plain" });
    const codePoint = match[0].codePointAt(0) ?? 0;
    segments.push({ text: visibleName(codePoint), kind: "control", codePoint });
    plainFrom = match.index + match[0].length;
  }
  if (plainFrom < text.length) segments.push({ text: text.slice(plainFrom), kind: "plain" });
  return segments;
}

function visibleName(codePoint: number): string {
  if (codePoint < 0x20) return String.fromCodePoint(0x2400 + codePoint);
  if (codePoint === 0x7f) return "␡";
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}
