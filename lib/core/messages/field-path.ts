export type PathPart = string | number;

/** A place in a JSON value as people write it: `order.lines[0].sku`, `["a b"].c`; empty for the whole. */
export function fieldPath(parts: readonly PathPart[]): string {
  return parts.map(partText).join("").replace(/^\./, "");
}

function partText(part: PathPart): string {
  if (typeof part === "number") return `[${part}]`;
  if (/^[\p{L}_$@][\p{L}\p{N}_$@-]*$/u.test(part) && part.length <= 100) return `.${part}`;
  return `[${JSON.stringify(part.slice(0, 100).toWellFormed())}${part.length > 100 ? "…" : ""}]`;
}
