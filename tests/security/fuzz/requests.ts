import fc from "fast-check";
import type { OperationId } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import { type JsonSchema, SchemaWriter } from "@/lib/contract/json-schema";
import { type IdsByPrefix, type Known, validOf } from "./arbitraries";
import { type JsonObject, spoiltOf } from "./spoilt";

/** One request, as it can be sent again: text only. */
export interface Asked {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const OVERSIZE = 1024 * 1024 + 64 * 1024 + 1;
/** Bodies that no schema describes. */
const RAW_BODIES = [
  "",
  "{",
  "[]",
  "null",
  '"x"',
  "1e999",
  "\ufeff{}",
  '{"a":1,"a":2}',
  '{"__proto__":{"polluted":1}}',
  '{"reason":{"constructor":{"prototype":{"polluted":1}}}}',
  `${'{"a":'.repeat(64)}1${"}".repeat(64)}`,
  "[".repeat(100_000),
  `{"reason":"\\ud800\\udc00\\udead"}`,
  `{"reason":"a\\u0000"}`,
  `{"reason":"${"x".repeat(OVERSIZE)}"}`,
];
const MEDIA_TYPES = ["application/json; charset=utf-16", "text/plain", "multipart/form-data; boundary=x", "*/*", ""];
const ODD_HEADERS: Record<string, string>[] = [
  { "idempotency-key": "again" },
  { "idempotency-key": "x".repeat(200) },
  { "idempotency-key": "x".repeat(201) },
  { "if-match": "*" },
  { accept: "text/html" },
  { "x-http-method-override": "DELETE" },
  { "content-length": "0" },
  { range: "bytes=0-1" },
];
const CURSOR_PARTS = fc.oneof(
  fc.constantFrom<unknown>("2026-11-21T20:00:00.000Z", "x", "0000-01-01T00:00:00.000Z", null, 0, -1, 1e300, 1.5, true),
  fc.string(),
);

/** Requests to one operation: most of them valid, some spoilt in one place, some no requests at all. */
export function requestsTo(
  id: OperationId,
  entry: Endpoint,
  { ids, named }: Pick<Known, "ids" | "named">,
): fc.Arbitrary<Asked> {
  const writer = new SchemaWriter();
  const schema: JsonSchema = writer.input(entry.input);
  const valid = validOf(schema, { ids, named: namedFor(entry, ids, named), components: writer.components }).map(
    (input) => input as JsonObject,
  );
  const asked = (input: fc.Arbitrary<JsonObject>) =>
    fc
      .tuple(input, fc.option(fc.constantFrom(...ODD_HEADERS), { freq: 9 }))
      .map(([one, odd]) => requestOf(id, entry, one, odd ?? {}));
  const pages = fc.tuple(valid, fc.array(CURSOR_PARTS, { maxLength: 4 })).map(([input, key]) => ({
    ...input,
    cursor: Buffer.from(JSON.stringify(key)).toString("base64url"),
  }));
  const isPaged = "cursor" in ((schema.properties ?? {}) as object);
  return fc.oneof(
    { weight: 9, arbitrary: asked(valid) },
    { weight: 5, arbitrary: asked(spoiltOf(valid)) },
    { weight: isPaged ? 3 : 0, arbitrary: asked(pages) },
    {
      weight: entry.method === "GET" ? 0 : 1,
      arbitrary: fc
        .tuple(valid, rawBody())
        .map(([input, raw]) => ({ ...requestOf(id, entry, input, raw.headers), body: raw.body })),
    },
    { weight: entry.method === "GET" ? 1 : 0, arbitrary: valid.map((input) => twice(requestOf(id, entry, input, {}))) },
  );
}

/** People have no form of id by which they could be told from other text. */
function namedFor({ path }: Endpoint, ids: IdsByPrefix, named: Known["named"]): Known["named"] {
  const people = ids.usr ?? [];
  return { ...named, userId: people, subject: people, ...(path.startsWith("/users/") ? { id: people } : {}) };
}

function rawBody() {
  const type = fc.oneof(
    { weight: 3, arbitrary: fc.constant("application/json") },
    { weight: 1, arbitrary: fc.constantFrom(...MEDIA_TYPES) },
  );
  return fc.record({ body: fc.constantFrom(...RAW_BODIES), headers: type.map((one) => ({ "content-type": one })) });
}

function requestOf(
  operation: string,
  entry: Endpoint,
  input: JsonObject,
  headers: Readonly<Record<string, string>>,
): Asked {
  const rest: Record<string, unknown> = { ...input };
  const path = entry.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    // A dot or two are no id to any client: they make another address.
    return encodeURIComponent(textFrom(value)).replace(/^\.{0,2}$/, "%20");
  });
  const { method } = entry;
  if (method !== "GET")
    return {
      operation,
      method,
      path,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(rest),
    };
  const query = new URLSearchParams(
    Object.entries(rest).map(([name, value]) => [name, textFrom(value).slice(0, 4000)]),
  );
  return { operation, method, path: query.size > 0 ? `${path}?${query}` : path, headers };
}

function twice(asked: Asked): Asked {
  const [path = "", query] = asked.path.split("?");
  return { ...asked, path: `${path}?${query ?? "limit=1"}&${query ?? "limit=2"}&__proto__=1` };
}

function textFrom(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.slice(0, 4000).toWellFormed();
}
