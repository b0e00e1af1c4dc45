/** What a spreadsheet would take for a formula. */
const RISKY = /^[=+\-@\t\r\n]/;

/** A line of CSV (RFC 4180). Text that a spreadsheet would run is kept from that with an apostrophe; numbers stay numbers. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

function cellText(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = RISKY.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
