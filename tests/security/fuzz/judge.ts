import { contract, type OperationId } from "@/lib/contract";
import { openApiDocument } from "@/lib/contract/openapi";
import { problemSchema } from "@/lib/contract/problem";
import type { Asked } from "./requests";

const INNARDS =
  /\bat (?:async )?[\w.<>[\] ]+ \(?(?:file:|\/|node:)|\.[tj]s:\d+|node_modules|[Pp]risma|\bSELECT .{1,200} FROM\b|INSERT INTO|\bpg_|originalMessage|SQLSTATE|dlo_test_/;
const DOCUMENTED = new Map(
  Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => [
      `${method.toUpperCase()} ${path}`,
      Object.keys(responses),
    ]),
  ),
);

/** What is wrong with an answer of the API; nothing when it is as promised. `foreign` must not appear in it. */
export async function faultsOf(asked: Asked, answer: Response, foreign: RegExp | undefined): Promise<string[]> {
  const { status, headers } = answer;
  const entry = contract[asked.operation as OperationId];
  const text = await answer.text();
  const faults: string[] = [];
  if (status >= 500) faults.push(`answers ${status}`);
  else if (!DOCUMENTED.get(`${entry.method} ${entry.path}`)?.includes(`${status}`))
    faults.push(`answers ${status}, which is not documented`);
  if (INNARDS.test(text)) faults.push(`tells of its innards: ${INNARDS.exec(text)?.[0]}`);
  if (foreign?.test(text) && !foreign.test(asked.path + asked.body))
    faults.push(`tells of somebody else's: ${foreign.exec(text)?.[0]}`);
  if (headers.get("cache-control") !== "no-store") faults.push("may be kept by others");
  if (status >= 400) faults.push(...problemFaults(answer, text));
  else faults.push(...successFaults(asked, answer, text));
  return faults;
}

function problemFaults({ status, headers }: Response, text: string): string[] {
  if (headers.get("content-type") !== "application/problem+json") return ["refuses, but not with a problem document"];
  const problem = problemSchema.strict().safeParse(parsed(text));
  if (!problem.success) return [`the problem document has another form: ${problem.error.message}`];
  if (problem.data.status !== status) return ["the problem document tells another status"];
  return problem.data.requestId === headers.get("x-request-id") ? [] : ["the request id is another"];
}

function successFaults({ operation }: Asked, { status, headers }: Response, text: string): string[] {
  const entry = contract[operation as OperationId];
  if (status !== entry.status) return [`answers ${status} instead of ${entry.status}`];
  if (!/^application\/json/.test(headers.get("content-type") ?? "")) return ["answers with something that is no JSON"];
  const read = entry.output.safeParse(parsed(text));
  return read.success
    ? []
    : [`the answer has another form than the contract tells: ${read.error.message.slice(0, 300)}`];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON at all: no schema fits undefined.
    return undefined;
  }
}
