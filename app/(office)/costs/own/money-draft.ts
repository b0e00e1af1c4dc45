/** Dollars as somebody typed them: empty is null, and what is no amount between the two bounds is undefined. */
export function dollarsFrom(text: string, least: number, most = 1_000_000): number | null | undefined {
  const trimmed = text.trim().replace(/^\$/, "").replaceAll(",", "");
  if (trimmed === "") return null;
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return undefined;
  const dollars = Number(trimmed);
  return dollars >= least && dollars <= most ? dollars : undefined;
}

/** As it stands in the field. */
export function dollarsText(dollars: number | null): string {
  return dollars === null ? "" : String(dollars);
}
