/** The bytes behind base64, or undefined when it is not base64. */
export function bytesFromBase64(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    // atob throws on anything else; the caller then shows the text as it came.
    return undefined;
  }
}

/** A hex dump of the first `limit` bytes, 16 to a line: "0000  47 49 46 38  GIF8". */
export function hexLines(bytes: Uint8Array, limit = 256): string[] {
  const lines: string[] = [];
  const end = Math.min(bytes.length, limit);
  for (let from = 0; from < end; from += 16) {
    const row = [...bytes.subarray(from, Math.min(from + 16, end))];
    const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join("");
    lines.push(`${from.toString(16).padStart(4, "0")}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines;
}
