/**
 * JSON as `jsonb` takes it. It refuses U+0000 and half a character, such as a text of others that was cut in the middle of one: one
 * such text is not to fail the transaction that tells of all the others.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "string" ? part.replaceAll("\u0000", "\uFFFD").toWellFormed() : part,
  );
}
