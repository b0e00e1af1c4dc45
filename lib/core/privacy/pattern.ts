const MOST_SIGNS = 64;
const LEAST_SIGNS = 4;
const CLASSES: ReadonlyMap<string, string> = new Map([
  ["#", String.raw`\p{Nd}`],
  ["@", String.raw`\p{L}`],
  ["?", String.raw`[\p{L}\p{Nd}]`],
  ["*", String.raw`[\p{L}\p{Nd}_.-]{1,64}`],
]);

type Sign = { readonly text: string; readonly isClass: boolean };

/**
 * What is wrong with a pattern, and how to mend it. In a pattern `#` is a digit, `@` a letter, `?` a letter or digit, `*`
 * a run of up to 64 letters, digits, `_`, `-` and `.`; a backslash takes the meaning away; all else stands for itself.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.trim() === "") return "write what the value looks like, such as CUST-######";
  if (pattern !== pattern.trim()) return "take out the blanks at the ends; they would never match";
  if (/[‹›·\p{Cc}\p{Cf}\p{Cs}]/u.test(pattern)) return "take out ‹ › · and signs that cannot be seen";
  const signs = read(pattern);
  if (signs === undefined) return "the \\ at the end takes the meaning of nothing; take it out";
  if (signs.length > MOST_SIGNS) return `a pattern has at most ${MOST_SIGNS} signs`;
  if (signs.filter(isStar).length > 1) return "a pattern has at most one *";
  if (signs.filter((sign) => !isStar(sign)).length < LEAST_SIGNS)
    return `write at least ${LEAST_SIGNS} signs besides *, or almost everything would match`;
  const isTelling = signs.some(({ text, isClass }) => (isClass ? text === "#" : /[\p{L}\p{N}]/u.test(text)));
  return isTelling ? undefined : "write at least one digit, letter or #, or every word would match";
}

/**
 * The pattern as an expression with at most one bounded repeat, so that it takes time in proportion to the text;
 * undefined for an invalid one. Letters match in either case, and only whole words.
 */
export function patternExpression(pattern: string): RegExp | undefined {
  if (patternProblem(pattern) !== undefined) return undefined;
  const signs = read(pattern) ?? [];
  const body = signs.map(({ text, isClass }) => (isClass ? CLASSES.get(text) : escaped(text))).join("");
  const before = isOfWord(signs[0]) ? String.raw`(?<![\p{L}\p{N}_])` : "";
  const after = isOfWord(signs.at(-1)) ? String.raw`(?![\p{L}\p{N}_])` : "";
  return new RegExp(`${before}${body}${after}`, "giu");
}

function read(pattern: string): Sign[] | undefined {
  const signs: Sign[] = [];
  const letters = Array.from(pattern);
  for (let at = 0; at < letters.length; at++) {
    const isPlain = letters[at] === "\\";
    if (isPlain) at += 1;
    const text = letters[at];
    if (text === undefined) return undefined;
    signs.push({ text, isClass: !isPlain && CLASSES.has(text) });
  }
  return signs;
}

function isStar({ text, isClass }: Sign): boolean {
  return isClass && text === "*";
}

function isOfWord(sign: Sign | undefined): boolean {
  return sign !== undefined && (sign.isClass || /[\p{L}\p{N}_]/u.test(sign.text));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&");
}
