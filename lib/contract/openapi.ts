import { CAPABILITIES } from "@/lib/core/access/capabilities";
import { auditExport } from "./audit";
import { channelAnswer } from "./channel-answers";
import { costExport } from "./costs";
import type { Endpoint } from "./endpoint";
import { eventSchema, eventStream } from "./events";
import { contract } from "./index";
import { asObject, type JsonSchema, SchemaWriter } from "./json-schema";
import { problemSchema } from "./problem";

export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly [kind: string]: Readonly<Record<string, unknown>>;
  };
  readonly [part: string]: unknown;
}
export interface OpenApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly JsonSchema[];
  readonly requestBody?: JsonSchema;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly [part: string]: unknown;
}

const DESCRIPTION = `Everything the pages can do, and nothing more: pages, scripts and the command line use this API alone.

Sign in with a session cookie or send an API token as \`Authorization: Bearer dlo_…\`. Bodies are JSON. Refusals are
problem documents (RFC 9457) whose \`type\` links to a page that says what to do. Lists are paged: pass \`nextCursor\` as
\`cursor\`. Times are UTC. Operations that take an \`Idempotency-Key\` give the same answer to the same key and body for 7
days. A change of state reaches AWS only through a plan that is applied.`;

const TAGS = {
  system: "What needs somebody now, pollers, audit",
  failures: "Failure classes and failed messages",
  queues: "Queues, their series, scans and settings",
  plans: "What an action would do, and starting it",
  runs: "Actions under way and past",
  vault: "Messages that we keep whole",
  accounts: "AWS accounts, and stopping all writes",
  people: "People, roles, API tokens",
};

const REFUSALS = {
  401: "Nobody is signed in, or the token is not valid",
  403: "Signed in, but not allowed; or a change sent from another site",
  404: "No such thing here, or none that you may see",
  409: "It cannot be done in the present state",
  413: "The body is too large",
  415: "The body is not JSON",
  422: "The input is not as documented",
  429: "Too many requests; see Retry-After",
  500: "Unexpected; the log tells more under the request id",
  503: "The database does not answer",
} as const;
type Refusal = keyof typeof REFUSALS;

/** The contract as an OpenAPI 3.1 document. The same contract always gives the same text. */
export function openApiDocument(): OpenApiDocument {
  const writer = new SchemaWriter();
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const [id, entry] of Object.entries<Endpoint>(contract)) {
    const operation = operationOf(writer, id, entry);
    paths[entry.path] = { ...paths[entry.path], [entry.method.toLowerCase()]: operation };
  }
  paths[eventStream.path] = { get: streamOperation(writer) };
  paths[auditExport.path] = { get: exportOperation(writer) };
  paths[costExport.path] = { get: costExportOperation(writer) };
  paths[channelAnswer.path] = { post: answerOperation() };
  writer.output(problemSchema);
  return {
    openapi: "3.1.0",
    info: { title: "Dead Letter Office", version: "1", description: DESCRIPTION },
    servers: [{ url: "/api/v1" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{ token: [] }, { session: [] }],
    paths,
    components: { schemas: sorted(writer.components), responses: refusalResponses(), ...shared },
  };
}

const shared = {
  securitySchemes: {
    token: { type: "http", scheme: "bearer", description: "An API token, dlo_…" },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "dlo.session_token",
      description: "Set by signing in; `__Host-dlo.session_token` under https. Changes need our own Origin.",
    },
  },
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description:
        "The same key with the same body gives the first answer again, for 7 days; with another body it is refused.",
      schema: { type: "string", minLength: 1, maxLength: 200 },
    },
  },
  headers: { Location: { description: "Where to look at it", schema: { type: "string" } } },
};

function operationOf(writer: SchemaWriter, operationId: string, entry: Endpoint): OpenApiOperation {
  const input = asObject(writer.input(entry.input));
  const inPath = [...entry.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const isRead = entry.method === "GET";
  const parameters = [
    ...inPath.map((name) => parameter("path", name, input.properties[name] ?? { type: "string" }, true)),
    ...(isRead ? queryParameters(input, inPath) : []),
    ...(entry.idempotent ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
  ];
  return {
    operationId,
    tags: [entry.tag],
    summary: entry.summary,
    description: needs(entry.capability),
    ...(entry.capability === "public" ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(isRead ? {} : { requestBody: bodyOf(input, inPath) }),
    responses: { [entry.status]: success(writer, entry), ...refusals(entry, inPath.length > 0 || namesObject(input)) },
  };
}

/** Whether it asks about something that may not be there: what is sent names another thing by its id. */
function namesObject({ properties }: ReturnType<typeof asObject>): boolean {
  return Object.keys(properties).some((name) => name.endsWith("Id"));
}

function queryParameters(input: ReturnType<typeof asObject>, inPath: readonly string[]): JsonSchema[] {
  return Object.entries(input.properties)
    .filter(([name]) => !inPath.includes(name))
    .map(([name, schema]) => parameter("query", name, schema, input.required?.includes(name) ?? false));
}

function parameter(place: string, name: string, schema: JsonSchema, required: boolean): JsonSchema {
  const { description, ...rest } = schema;
  return { name, in: place, required, ...(description ? { description } : {}), schema: rest };
}

function bodyOf(input: ReturnType<typeof asObject>, inPath: readonly string[]): JsonSchema {
  const properties = Object.fromEntries(Object.entries(input.properties).filter(([name]) => !inPath.includes(name)));
  const required = input.required?.filter((name) => !inPath.includes(name)) ?? [];
  const { required: _, ...rest } = input;
  const schema = { ...rest, properties, ...(required.length > 0 ? { required } : {}) };
  return { required: required.length > 0, content: { "application/json": { schema } } };
}

function success(writer: SchemaWriter, entry: Endpoint): JsonSchema {
  const schema = writer.output(entry.output);
  const leadsSomewhere = entry.status === 201 || "runId" in ((schema.properties as object | undefined) ?? {});
  const headers = leadsSomewhere ? { headers: { Location: { $ref: "#/components/headers/Location" } } } : {};
  return {
    description: { 200: "Done", 201: "Made", 202: "Accepted: the worker does it next" }[entry.status],
    ...headers,
    content: { "application/json": { schema } },
  };
}

function streamOperation(writer: SchemaWriter): OpenApiOperation {
  writer.output(eventSchema);
  const { operationId, tag, summary, capability } = eventStream;
  const content = { "text/event-stream": { schema: { type: "string" } } };
  return {
    operationId,
    tags: [tag],
    summary,
    description: `${needs(capability)} Events: \`change\` (an Event), \`resync\` (read everything again), \`end\`.`,
    responses: { 200: { description: "The stream", content }, ...pick([401, 403, 429, 500, 503]) },
  };
}

function exportOperation(writer: SchemaWriter): OpenApiOperation {
  const { operationId, tag, summary, capability, input } = auditExport;
  const content = { "application/x-ndjson": { schema: { type: "string" } } };
  return {
    operationId,
    tags: [tag],
    summary,
    description: `${needs(capability)} Without its last line, \`dlo.export\`, it was cut off on the way.`,
    parameters: queryParameters(asObject(writer.input(input)), []),
    responses: { 200: { description: "The lines", content }, ...pick([401, 403, 422, 429, 500, 503]) },
  };
}

function costExportOperation(writer: SchemaWriter): OpenApiOperation {
  const { operationId, tag, summary, capability, input } = costExport;
  return {
    operationId,
    tags: [tag],
    summary,
    description: needs(capability),
    parameters: queryParameters(asObject(writer.input(input)), []),
    responses: {
      200: { description: "The file", content: { "text/csv": { schema: { type: "string" } } } },
      ...pick([401, 403, 422, 429, 500, 503]),
    },
  };
}

function answerOperation(): OpenApiOperation {
  const { operationId, tag, summary, capability, signatureHeader } = channelAnswer;
  const signature = { type: "string", description: "v1=<HMAC-SHA256 of the body, hex>" };
  return {
    operationId,
    tags: [tag],
    summary,
    description: `${needs(capability)} Without the right signature of the body there is no such channel.`,
    security: [],
    parameters: [
      parameter("path", "channelId", { type: "string" }, true),
      parameter("header", signatureHeader, signature, true),
    ],
    requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
    responses: { 202: { description: "Taken, or about nothing that we know" }, ...pick([404, 413, 429, 500, 503]) },
  };
}

function refusals(entry: Endpoint, hasObject: boolean): Record<string, unknown> {
  const codes: Refusal[] = [422, 429, 500, 503];
  if (entry.capability !== "public") codes.push(401);
  if (entry.capability !== "signed-in" || entry.method !== "GET") codes.push(403);
  if (hasObject) codes.push(404);
  if (entry.method !== "GET") codes.push(404, 409, 413, 415);
  return pick(codes);
}

function pick(codes: readonly Refusal[]): Record<string, unknown> {
  return Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/responses/${code}` }]));
}

function refusalResponses(): Record<string, unknown> {
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(Object.entries(REFUSALS).map(([code, description]) => [code, { description, content }]));
}

function needs(capability: Endpoint["capability"]): string {
  if (capability === "public") return "Needs no sign-in.";
  return capability === "signed-in" ? "Needs a sign-in." : `Needs \`${capability}\`: to ${CAPABILITIES[capability]}.`;
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
