import { isJsonObject, parseJson, textMember } from "@/lib/core/messages/json";
import { bytesOfBase64 } from "@/lib/core/messages/payload/base64";
import { readableText } from "@/lib/core/messages/payload/readable-text";
import type { Detect, Found } from "./found";

/** A header begins with a brace, and a brace is `e` and one of these in base64. */
const TOKEN = /(?<![\w-])(e[wy][\w-]{8,})\.([\w-]*)((?:\.[\w-]*){0,3})/g;
const MOST_HEADER = 4096;

/**
 * JSON web tokens, signed, unsigned or encrypted: the header decodes to JSON that names an algorithm. One whose end is
 * missing counts, too, since what it says can be read without its signature.
 */
export const detectJwt: Detect = (text) => {
  if (!/(?<![\w-])e[wy][\w-]{8,}\./.test(text)) return [];
  const found: Found[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [token, header = "", payload = "", rest = ""] = match;
    const isWhole = rest !== "" && (payload !== "" || rest.length > 2);
    const end = match.index + token.length;
    if (!isWhole && !/^e[wy]/.test(payload) && end < text.length) continue;
    if (isHeader(header)) found.push({ start: match.index, end, value: token });
  }
  return found;
};

function isHeader(part: string): boolean {
  if (part.length > MOST_HEADER) return false;
  const bytes = bytesOfBase64(part.replaceAll("-", "+").replaceAll("_", "/"));
  const json = bytes && parseJson(readableText(bytes, { isGuess: true })?.text ?? "");
  return isJsonObject(json) && textMember(json, "alg") !== undefined;
}
