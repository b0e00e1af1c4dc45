const MAX_TITLE_CHARACTERS = 160;

/** The one line a list shows for a failure: its normalised error, or that the message carries none. */
export function titleOf(failure: { normalisedError: string; messageType: string }): string {
  if (failure.normalisedError === "") return "carries no error · grouped by type and shape";
  return oneLine(failure.normalisedError);
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const characters = Array.from(line);
  if (characters.length <= MAX_TITLE_CHARACTERS) return line;
  return `${characters
    .slice(0, MAX_TITLE_CHARACTERS - 1)
    .join("")
    .trimEnd()}…`;
}
