export type Readable = { text: string; encoding: "UTF-8" | "UTF-16" };

/**
 * The text that bytes are in UTF-8 or UTF-16, byte order mark or not. `isGuess`: nobody said that these are bytes at
 * all, so any control character speaks against it. `isCut`: the last character may be halved.
 */
export function readableText(bytes: Uint8Array, how: { isGuess: boolean; isCut?: boolean }): Readable | undefined {
  const wide = wideOrder(bytes);
  const text = decode(bytes, wide ?? "utf-8", how.isCut === true);
  if (text === undefined || !isReadable(text, how.isGuess)) return undefined;
  return { text, encoding: wide === undefined ? "UTF-8" : "UTF-16" };
}

function decode(bytes: Uint8Array, label: string, isCut: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    // Bytes that are no text in this encoding: an answer, not an error.
    return undefined;
  }
}

function isReadable(text: string, isGuess: boolean): boolean {
  // Colours of a terminal are usual in logs.
  if (isGuess) return !/(?![\t\n\r])[\p{Cc}\p{Cn}]/u.test(text.replaceAll("\u001b[", "["));
  let controls = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0) return false;
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x1b) controls++;
  }
  return controls <= text.length / 50;
}

/** UTF-16 by its mark, or by every other byte being zero, as in any text of a western language. */
function wideOrder(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const length = Math.min(bytes.length - (bytes.length % 2), 1024);
  if (length < 8) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [high = 0, low = 0] = zeros;
  const most = (length / 2) * 0.8;
  if (low >= most && high === 0) return "utf-16le";
  return high >= most && low === 0 ? "utf-16be" : undefined;
}
