import { Agent, type IncomingHttpHeaders, request } from "node:http";
import type { Service } from "@/simulator/service";
import type { RestRoute, RestWire, RestXmlWire } from "@/simulator/wire/answer";
import { ACCOUNT, REGION } from "./sim-clients";

export type Input = Readonly<Record<string, unknown>>;

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** An Authorization header for the service; its signature is none, as the simulator verifies none. */
export const signature = (service: string, key = ACCOUNT, region = REGION) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20261120/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

const DEEPEST = 50_000;
/** Stands for lists within lists, deeper than JavaScript itself can write. */
export const DEEP_LIST = "(a deep list)";
const DEEP_TEXT = "[".repeat(DEEPEST) + "]".repeat(DEEPEST);
const jsonOf = (value: unknown) => JSON.stringify(value).replaceAll(JSON.stringify(DEEP_LIST), () => DEEP_TEXT);

/** The request in the service's own protocol, with whatever the members hold, signed by the root of ACCOUNT. */
export function rawRequest(service: Service, operation: string, input: Input, key = ACCOUNT): RawRequest {
  const { wire } = service;
  const authorization = signature(service.signingName ?? service.name, key);
  if (wire.kind === "rest" || wire.kind === "rest-xml") return restRequest(wire, operation, input, authorization);
  const body = wire.kind === "json" ? jsonOf(input) : formOf(operation, wire.version, input).toString();
  const headers: Record<string, string> =
    wire.kind === "json"
      ? { "content-type": "application/x-amz-json-1.0", "x-amz-target": `${wire.target}.${operation}` }
      : { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", path: "/", headers: { ...headers, authorization }, body };
}

const LONGEST_ANSWER_MS = 10_000;
const agent = new Agent({ keepAlive: true });

/** Sends the request; one that is not answered within ten seconds fails. `fetch` would take twice as long for it. */
export function ask(url: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const isTyped = body === undefined || headers["content-type"] !== undefined;
  const sent = isTyped ? headers : { ...headers, "content-type": "text/plain;charset=UTF-8" };
  return new Promise((resolve, reject) => {
    const asking = request(new URL(url + path), { method, headers: sent, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: new Headers(plain(response.headers)), text });
      });
    });
    const late = setTimeout(() => asking.destroy(new Error("not answered within ten seconds")), LONGEST_ANSWER_MS);
    asking.once("close", () => clearTimeout(late)).once("error", reject);
    asking.end(body);
  });
}

function plain(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}

/** The name of an error in the protocol's own form, or undefined when the answer is not one. */
export function errorCodeOf({ wire }: Service, { headers, text }: RawAnswer): string | undefined {
  if (wire.kind === "query") {
    return /^<ErrorResponse .*<Type>(?:Sender|Receiver)<\/Type><Code>(\w[\w.]*)<\/Code><Message>/s.exec(text)?.[1];
  }
  if (wire.kind === "rest-xml") return /<Error><Code>(\w+)<\/Code><Message>/.exec(text)?.[1];
  const { __type, message } = JSON.parse(text);
  if (typeof message !== "string") return undefined;
  return (wire.kind === "json" ? String(__type).split("#")[1] : headers.get("x-amzn-errortype")) ?? undefined;
}

function restRequest(wire: RestWire | RestXmlWire, operation: string, input: Input, authorization: string): RawRequest {
  const route = wire.routes.find((one) => one.operation === operation);
  if (!route) throw new Error(`no route for ${operation}`);
  const names = [...route.path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = ""]) => name);
  const plainPath = route.path.replace(/\{(\w+)\+?\}/g, (_, name: string) =>
    encodeURIComponent(textOf(input[name]).toWellFormed()),
  );
  const subresource = "subresource" in route && route.subresource ? `?${String(route.subresource)}` : "";
  const path = plainPath + subresource;
  const rest = Object.entries(input).filter(([name]) => !names.includes(name));
  const sent = { authorization, ...headersOf(route, rest) };
  if (["GET", "DELETE", "HEAD"].includes(route.method)) {
    const query = rest.filter(([name]) => !Object.hasOwn(route.headers ?? {}, name));
    return { method: route.method, path: withQuery(path, queryOf(query)), headers: sent, body: undefined };
  }
  const inBody = rest.filter(([name]) => !Object.hasOwn(route.headers ?? {}, name));
  const payload = route.payload ? textOf(input[route.payload]) : jsonOf(Object.fromEntries(inBody));
  return { method: route.method, path, headers: sent, body: payload };
}

function headersOf({ headers = {} }: RestRoute, members: readonly (readonly [string, unknown])[]) {
  const inHeaders = members.flatMap(([name, value]) => {
    const header = Object.hasOwn(headers, name) ? headers[name] : undefined;
    return header ? [[header, encodeURIComponent(textOf(value).toWellFormed())]] : [];
  });
  return Object.fromEntries(inHeaders);
}

function withQuery(path: string, query: string): string {
  return path.includes("?") ? path + query.replace("?", "&") : path + query;
}

function queryOf(members: readonly (readonly [string, unknown])[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of members) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, textOf(one));
  }
  return query.size > 0 ? `?${query}` : "";
}

function formOf(operation: string, version: string, input: Input): URLSearchParams {
  const form = new URLSearchParams({ Action: operation, Version: version });
  for (const [name, value] of Object.entries(input)) addTo(form, name, value);
  return form;
}

/** Maps are written as entries below the member's name, as a structure is: the caller names them in full. */
function addTo(form: URLSearchParams, path: string, value: unknown): void {
  if (typeof value !== "object" || value === null) {
    form.append(path, textOf(value));
    return;
  }
  const entries: [string, unknown][] = Array.isArray(value)
    ? [...value].map((one, place) => [`member.${place + 1}`, one])
    : Object.entries(value);
  for (const [name, inner] of entries) addTo(form, `${path}.${name}`, inner);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
