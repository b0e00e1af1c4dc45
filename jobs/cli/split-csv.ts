/** Records of a CSV as they were written: a line end inside of quotes ends none. */
function recordsOf(csv: string): string[] {
  const records: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < csv.length; at++) {
    const character = csv[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === "\n" && !isQuoted) {
      records.push(csv.slice(start, at + 1));
      start = at + 1;
    }
  }
  if (start < csv.length) records.push(csv.slice(start));
  return records;
}

/**
 * The file in parts of at most so many bytes as JSON text, each with the header, every record in exactly one of them. Why not,
 * where a record is too long by itself.
 */
export function splitCsv(csv: string, mostBytes: number): string[] | string {
  const [header, ...records] = recordsOf(csv);
  if (header === undefined || records.length === 0) return "it has no lines below its header";
  const start = header.endsWith("\n") ? header : `${header}\n`;
  const parts: string[] = [];
  let part = start;
  let bytes = sizeOf(start);
  for (const [index, record] of records.entries()) {
    const more = sizeOf(record);
    if (sizeOf(start) + more > mostBytes) return `record ${index + 2} is longer than the office takes`;
    if (bytes + more > mostBytes) {
      parts.push(part);
      part = start;
      bytes = sizeOf(start);
    }
    part += record;
    bytes += more;
  }
  return [...parts, part];
}

function sizeOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}
