const MAX_TITLE_CHARACTERS = 160;

/** The one line a list shows for a failure: what a rule calls it, its normalised error, or that the message carries none. */
export function titleOf(failure: {
  normalisedError: string;
  messageType: string;
  grouping?: { label?: string | undefined } | undefined;
}): string {
  if (failure.grouping?.label !== undefined) return failure.grouping.label;
  if (failure.normalisedError === "") return "carries no error · grouped by type and shape";
  return oneLine(failure.normalisedError);
}

/** A text on one line, cut to what a list shows. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const characters = Array.from(line);
  if (characters.length <= MAX_TITLE_CHARACTERS) return line;
  return `${characters
    .slice(0, MAX_TITLE_CHARACTERS - 1)
    .join("")
    .trimEnd()}…`;
}
