/** At most `limit` UTF-16 units, its end marked where something was left out; never half of a surrogate pair. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - 1);
  return `${kept.isWellFormed() ? kept : kept.slice(0, -1)}…`;
}

/** The same in one line. */
export function cutLine(text: string, limit: number): string {
  return cut(text.replace(/\s+/g, " ").trim(), limit);
}
