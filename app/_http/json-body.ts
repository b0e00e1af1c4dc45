import { Invalid } from "@/lib/core/errors";
import { Refused } from "./problem";

/** One message of SQS's greatest size, and room for what stands around it. */
export const MAX_BODY_BYTES = 1024 * 1024 + 64 * 1024;
const MAX_DEPTH = 64;
/** Names that reach into JavaScript's own objects when somebody copies them carelessly. */
const FORBIDDEN_NAMES = ["__proto__", "constructor", "prototype"];

/** The JSON object in the body; an absent body is an empty one. Refuses other media types, deep nesting and risky names. */
export async function readJsonBody(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Record<string, unknown>> {
  const text = await readText(request, maxBytes);
  if (text === "") return {};
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json")
    throw new Refused(415, "invalid-input", "The body must be JSON, sent as `Content-Type: application/json`.");
  const content = parse(text);
  refuseRiskyShapes(content);
  return content;
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  return (await readBytes(request, maxBytes)).toString("utf8");
}

/** The body as it was sent. Stops reading at the limit, whatever length was announced. */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new Refused(413, "invalid-input", `The body may have at most ${maxBytes} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(text: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's own words quote the body, which may hold what nobody should read in an answer.
    throw wrongBody("is not valid JSON");
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw wrongBody("must be a JSON object");
  return content as Record<string, unknown>;
}

/** Walks without recursion, so that depth costs no stack. */
function refuseRiskyShapes(root: object): void {
  let level: object[] = [root];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw wrongBody(`is nested deeper than ${MAX_DEPTH} levels`);
    const next: object[] = [];
    for (const node of level)
      for (const [name, value] of Object.entries(node)) {
        if (FORBIDDEN_NAMES.includes(name)) throw wrongBody(`may not use the name ${name}`);
        refuseUnstorable(name);
        refuseUnstorable(value);
        if (typeof value === "object" && value !== null) next.push(value);
      }
    level = next;
  }
}

/** PostgreSQL's text cannot hold U+0000, and its JSON no half of a surrogate pair, so no field of ours may. */
export function refuseUnstorable(value: unknown): void {
  if (typeof value !== "string") return;
  if (value.includes("\u0000")) throw wrongBody("may not contain the character U+0000");
  if (!value.isWellFormed()) throw wrongBody("may not contain half of a surrogate pair");
}

function wrongBody(what: string): Invalid {
  return new Invalid(`The body ${what}.`, [{ field: "body", message: what }]);
}
