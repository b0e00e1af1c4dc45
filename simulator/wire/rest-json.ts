import type { Answer, Asked, Protocol, RawRequest, ServiceName } from "./answer";
import { writeJson } from "./json";
import { unknownOperation } from "./json-rpc";

interface Route {
  readonly method: string;
  readonly path: string;
  readonly service: ServiceName;
  readonly operation: string;
}

const ROUTES: readonly Route[] = [
  { method: "GET", path: "/2015-03-31/event-source-mappings", service: "lambda", operation: "ListEventSourceMappings" },
];

/** REST-JSON, which Lambda speaks: the operation is method and path, the input is the query string. */
export const restJson: Protocol = {
  read: (request: RawRequest): Asked => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const path = pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
    const route = ROUTES.find((known) => known.method === request.method && known.path === path);
    if (!route) throw unknownOperation(404);
    return { service: route.service, operation: route.operation, input: Object.fromEntries(searchParams) };
  },
  success: (_asked, output, requestId) => answer(200, requestId, output ?? {}),
  failure: (error, requestId) =>
    answer(
      error.status,
      requestId,
      { Type: error.fault === "Sender" ? "User" : "Service", message: error.message },
      { "x-amzn-errortype": error.code },
    ),
};

function answer(status: number, requestId: string, value: unknown, more?: Record<string, string>): Answer {
  const headers = { "content-type": "application/json", "x-amzn-requestid": requestId, ...more };
  return { status, headers, body: writeJson(value) };
}
