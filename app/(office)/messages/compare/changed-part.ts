/** A text cut where it stops being like another, from both ends; joined it is the text. */
export function changedPart(text: string, other: string): { before: string; changed: string; after: string } {
  const most = Math.min(text.length, other.length);
  let start = 0;
  while (start < most && text[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end++;
  // Never between the two halves of a surrogate pair.
  if (start > 0 && /[\ud800-\udbff]/.test(text[start - 1] ?? "")) start--;
  if (end > 0 && /[\udc00-\udfff]/.test(text[text.length - end] ?? "")) end--;
  return {
    before: text.slice(0, start),
    changed: text.slice(start, text.length - end),
    after: text.slice(text.length - end),
  };
}
