// Names, tags and owners come from AWS and from people: none of them may steer the terminal or fake a line.
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The text on one line, without characters that steer a terminal. */
export function plain(text: string): string {
  return text.replace(CONTROL, "�");
}

/** Lines with aligned columns; the last column is not padded. A heading goes above when there is a row. */
export function table(rows: readonly (readonly string[])[], heading?: readonly string[]): string {
  if (rows.length === 0) return "";
  const all = (heading ? [heading, ...rows] : rows).map((row) => row.map(plain));
  const widths = all.reduce<number[]>(
    (widest, row) => row.map((cell, at) => Math.max(widest[at] ?? 0, cell.length)),
    [],
  );
  return all.map((row) => row.map((cell, at) => pad(cell, at, row.length, widths)).join("  ")).join("\n");
}

function pad(cell: string, at: number, count: number, widths: readonly number[]): string {
  return at === count - 1 ? cell : cell.padEnd(widths[at] ?? 0);
}
