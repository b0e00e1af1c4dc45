const ALPHABET = /^[A-Za-z0-9+/\r\n]+={0,2}$/;
const SHORTEST = 16;

/** The bytes of a text that is base64 and meant as such; undefined when it is not base64. Never throws. */
export function bytesOfBase64(base64: string): Uint8Array | undefined {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    // atob throws on everything else, and anything may stand in a body.
    return undefined;
  }
}

/** A text that could be base64; `isWhole` is false when its end is missing. Words of letters only look like it, too. */
export type MaybeBase64 = { text: string; bytes: Uint8Array; isWhole: boolean };

export function maybeBase64(text: string): MaybeBase64 | undefined {
  const trimmed = text.trim();
  if (trimmed.length < SHORTEST || !ALPHABET.test(trimmed)) return undefined;
  const compact = trimmed.replace(/[\r\n]/g, "");
  const rest = compact.length % 4;
  const bytes = bytesOfBase64(rest === 0 ? compact : compact.replace(/=+$/, "").slice(0, compact.length - rest));
  return bytes === undefined ? undefined : { text: compact, bytes, isWhole: rest === 0 };
}

export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + 8192)));
  return btoa(pieces.join(""));
}

/**
 * Whether a text that could be base64 is more likely bytes than an id, a path or a word: letters of both cases and
 * digits that change as often as chance has it, with a sign that only base64 uses or at some length.
 */
export function readsLikeBytes({ text, isWhole }: MaybeBase64): boolean {
  if (!isWhole || text.length < 24) return false;
  const sample = text.slice(0, 4096);
  if (!/[a-z]/.test(sample) || !/[A-Z]/.test(sample) || !/\d/.test(sample)) return false;
  if (!/[+/=]/.test(text) && text.length < 64) return false;
  let changes = 0;
  for (let at = 1; at < sample.length; at++) if (classAt(sample, at) !== classAt(sample, at - 1)) changes++;
  return changes >= sample.length * 0.4;
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x61) return 0;
  if (code >= 0x41) return 1;
  return code >= 0x30 && code <= 0x39 ? 2 : 3;
}
