import { type Contract, contract, type InputOf, type OperationId, type OutputOf } from "./index";
import { type Problem, problemSchema } from "./problem";

/** A refusal of the API, with the problem document that came back. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = "ApiError";
  }
}

export interface CallOptions {
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}
export type Client = {
  readonly [K in OperationId]: (input: InputOf<K>, options?: CallOptions) => Promise<OutputOf<K>>;
};

export interface ClientSettings {
  /** For example `https://dlo.example.com`; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}

/** One method per operation of the contract. Throws ApiError with the server's own words when it is refused. */
export function createClient(settings: ClientSettings): Client {
  const methods: Record<string, Method> = {};
  for (const id of Object.keys(contract) as OperationId[])
    methods[id] = (input: Record<string, unknown>, options?: CallOptions) => call(settings, id, input, options);
  return asClient(methods);
}

type Method = (input: Record<string, unknown>, options?: CallOptions) => Promise<unknown>;

/** The one cast: each method's types follow from the contract entry of the same name, which TypeScript cannot see here. */
function asClient(methods: Record<string, unknown>): Client {
  return methods as unknown as Client;
}

async function call(settings: ClientSettings, id: OperationId, input: Record<string, unknown>, options?: CallOptions) {
  const { url, init } = requestFor(contract[id], input);
  const answer = await (settings.fetch ?? fetch)(`${settings.baseUrl}/api/v1${url}`, {
    ...init,
    signal: options?.signal,
    headers: {
      ...(init.body ? { "content-type": "application/json" } : {}),
      ...(options?.idempotencyKey ? { "idempotency-key": options.idempotencyKey } : {}),
      ...settings.headers,
    },
  });
  const content: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return content;
  const problem = problemSchema.safeParse(content);
  throw new ApiError(problem.success ? problem.data : unreadable(answer.status));
}

function unreadable(status: number): Problem {
  const detail = `The server answered ${status} without saying why.`;
  return { type: "about:blank", title: "unexpected", status, code: "unexpected", detail, requestId: "" };
}

/** Path, query and body of one request: path parameters from the template, then query for GET, else JSON. */
export function requestFor(
  entry: Contract[OperationId],
  input: Record<string, unknown>,
): { url: string; init: RequestInit } {
  const rest = { ...input };
  const path = entry.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  if (entry.method !== "GET") return { url: path, init: { method: entry.method, body: JSON.stringify(rest) } };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined && value !== null) query.set(name, String(value));
  return { url: query.size ? `${path}?${query}` : path, init: { method: "GET" } };
}
