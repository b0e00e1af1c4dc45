import type { Answer, Asked, Protocol, RawRequest, RestRoute, RestWire } from "./answer";
import { RawAnswer } from "./answer";
import { parseObject, writeJson } from "./json";
import { unknownOperation } from "./json-rpc";

export interface RestService {
  readonly name: string;
  readonly wire: RestWire;
}

/** REST-JSON, which Lambda, Scheduler and Pipes speak: the operation is method and path. */
export function restJson(services: readonly RestService[]): Protocol {
  let found: RestRoute | undefined;
  return {
    read: (request: RawRequest): Asked => {
      const { pathname, searchParams } = new URL(request.url, "http://localhost");
      const path = pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
      for (const { name, wire } of services) {
        for (const route of wire.routes) {
          const members = route.method === request.method ? pathMembers(route.path, path) : undefined;
          if (!members) continue;
          found = route;
          const input = {
            ...bodyOf(route, request),
            ...queryOf(route, searchParams),
            ...headersOf(route, request),
            ...members,
          };
          return { service: name, operation: route.operation, input };
        }
      }
      throw unknownOperation(404);
    },
    success: (_asked, output, requestId) => {
      if (output instanceof RawAnswer) {
        return { ...output, headers: { ...output.headers, "x-amzn-requestid": requestId } };
      }
      return answer(found?.status ?? 200, requestId, output ?? {});
    },
    failure: (error, requestId) =>
      answer(
        error.status,
        requestId,
        { Type: error.fault === "Sender" ? "User" : "Service", message: error.message, Message: error.message },
        { "x-amzn-errortype": error.code },
      ),
  };
}

function pathMembers(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const members: Record<string, string> = {};
  for (const [place, step] of wanted.entries()) {
    const value = given[place] ?? "";
    const [, name] = /^\{(\w+)\}$/.exec(step) ?? [];
    if (name && value) members[name] = decode(value);
    else if (step !== value) return undefined;
  }
  return members;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A path that is not valid percent-encoding names nothing that exists.
    return text;
  }
}

function bodyOf({ payload }: RestRoute, { body }: RawRequest): Record<string, unknown> {
  return payload ? { [payload]: body } : parseObject(body);
}

function queryOf({ lists = [] }: RestRoute, query: URLSearchParams): Record<string, unknown> {
  const members: Record<string, unknown> = Object.fromEntries(query);
  for (const name of lists) if (query.has(name)) members[name] = query.getAll(name);
  return members;
}

function headersOf({ headers = {} }: RestRoute, request: RawRequest): Record<string, unknown> {
  const present = Object.entries(headers).filter(([, header]) => request.headers[header] !== undefined);
  return Object.fromEntries(present.map(([member, header]) => [member, request.headers[header]]));
}

function answer(status: number, requestId: string, value: unknown, more?: Record<string, string>): Answer {
  const headers = { "content-type": "application/json", "x-amzn-requestid": requestId, ...more };
  return { status, headers, body: status === 204 ? "" : writeJson(value) };
}
