/**
 * The 4 or 16 bytes of an address in its usual spelling, undefined for anything else. Decimal, octal, hexadecimal and
 * shortened forms (`2130706433`, `0177.0.0.1`, `0x7f.1`) and zones (`fe80::1%eth0`) are no usual spelling: what reads
 * them otherwise than we do cannot slip through.
 */
export function addressBytes(text: string): readonly number[] | undefined {
  return text.includes(":") ? v6Bytes(text) : v4Bytes(text);
}

function v4Bytes(text: string): readonly number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function v6Bytes(text: string): readonly number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half, index) => groupBytes(half, index === halves.length - 1));
  if (!before || (halves.length === 2 && !after)) return undefined;
  if (!after) return before.length === 16 ? before : undefined;
  const missing = 16 - before.length - after.length;
  return missing >= 2 ? [...before, ...new Array<number>(missing).fill(0), ...after] : undefined;
}

/** Groups of four hexadecimal digits; the last of all may be an IPv4 address. */
function groupBytes(text: string, isEnd: boolean): readonly number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    const isV4 = isEnd && index === groups.length - 1 && group.includes(".");
    const pair = isV4 ? v4Bytes(group) : hexBytes(group);
    if (!pair) return undefined;
    bytes.push(...pair);
  }
  return bytes;
}

function hexBytes(group: string): readonly number[] | undefined {
  if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
  const number = Number.parseInt(group, 16);
  return [number >> 8, number & 255];
}
