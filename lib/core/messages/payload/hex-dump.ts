const WIDTH = 16;
export const MAX_DUMPED_BYTES = 64 * 1024;

/** The bytes as `00000000  47 49 46 38 …  GIF8…`, sixteen to a line, `MAX_DUMPED_BYTES` at most. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  const end = Math.min(bytes.length, MAX_DUMPED_BYTES);
  for (let from = 0; from < end; from += WIDTH)
    lines.push(lineOf(bytes.subarray(from, Math.min(from + WIDTH, end)), from));
  return lines.join("\n");
}

function lineOf(row: Uint8Array, from: number): string {
  let hex = "";
  let text = "";
  for (const byte of row) {
    hex += `${byte.toString(16).padStart(2, "0")} `;
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
  }
  return `${from.toString(16).padStart(8, "0")}  ${hex.padEnd(WIDTH * 3)} ${text}`;
}
