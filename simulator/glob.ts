/** Whether the text is these parts in their order, with anything between them: what `*` between parts means. Linear in the text. */
export function fitsParts(text: string, parts: readonly string[]): boolean {
  const [first = "", ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of others) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}

/** Whether the whole text fits the pattern: `*` is any text, `?` one character. Never more than both lengths multiplied. */
export function fitsWildcards(text: string, pattern: string): boolean {
  let [place, at] = [0, 0];
  let [lastStar, resumeAt] = [-1, 0];
  while (at < text.length) {
    const wanted = pattern[place];
    if (wanted === "*") {
      lastStar = place;
      resumeAt = at;
      place += 1;
    } else if (wanted === "?" || wanted === text[at]) {
      place += 1;
      at += 1;
    } else if (lastStar >= 0) {
      resumeAt += 1;
      at = resumeAt;
      place = lastStar + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(place));
}
