import { member, textMember } from "@/lib/core/messages/json";
import type { LogEntry, LogError } from "./log-entry";

export type LineRole = "start" | "end" | "report" | "init" | "entry";

const TIMED_OUT = /\bTask timed out after \d+(?:\.\d+)? seconds/;
const EXITED =
  /\bRuntime exited (?:with error: [^\n]{1,200}|without providing a reason)|\bProcess exited before completing request|\bRuntime\.(?:ExitError|OutOfMemory)\b[^\n]{0,200}/;
const TEXT_ROLES: readonly (readonly [LineRole, RegExp])[] = [
  ["start", /^START RequestId: /],
  ["end", /^END RequestId: /],
  ["report", /^REPORT RequestId: /],
  ["init", /^INIT_(?:START|REPORT|RUNTIME_DONE)\b/],
];
const JSON_ROLES: Readonly<Record<string, LineRole>> = {
  "platform.start": "start",
  "platform.runtimeDone": "end",
  "platform.report": "report",
  "platform.initStart": "init",
  "platform.initReport": "init",
  "platform.initRuntimeDone": "init",
};
const ID = /RequestId:\s*([0-9a-f-]{36})/i;
const INIT_FAILED =
  /Runtime\.ImportModuleError|Unable to import module|Runtime\.(?:MalformedHandlerName|HandlerNotFound|UserCodeSyntaxError|InvalidEntrypoint)/;

/** Which of Lambda's own lines it is, in its text or JSON form. */
export function roleOf({ message, json }: LogEntry): LineRole {
  if (json !== undefined) return JSON_ROLES[textMember(json, "type") ?? ""] ?? "entry";
  return TEXT_ROLES.find(([, pattern]) => pattern.test(message))?.[0] ?? "entry";
}

/** The request that a line of Lambda itself is about. */
export function requestIn({ message, requestId }: LogEntry): string | null {
  return requestId ?? ID.exec(message.slice(0, 300))?.[1] ?? null;
}

/** Written before the first request, when the code could not even be loaded. */
export function isOfInit(entry: LogEntry): boolean {
  return roleOf(entry) === "init" || INIT_FAILED.test(entry.message);
}

/** What Lambda itself says of how a run, or its start, ended. */
export function readPlatformError(entry: LogEntry): LogError | undefined {
  const role = roleOf(entry);
  if (role === "start") return undefined;
  if (role !== "entry") return fromStatus(statusOf(entry), role);
  const timedOut = TIMED_OUT.exec(entry.message);
  if (timedOut && entry.level !== "low") return { text: timedOut[0], type: "Sandbox.Timedout", weight: "ended" };
  const exited = EXITED.exec(entry.message);
  if (!exited || entry.level === "low") return undefined;
  const isKilled = /signal: killed|OutOfMemory/.test(entry.message);
  const text = isKilled ? `${exited[0]} (out of memory)` : exited[0];
  return { text, type: isKilled ? "Runtime.OutOfMemory" : "Runtime.ExitError", weight: "ended" };
}

/** Whether a report says that the run took all the memory that it may have. */
export function isMemoryFull({ message, json }: LogEntry): boolean {
  const metrics = member(member(json, "record"), "metrics");
  const [size, used] =
    json === undefined
      ? [/Memory Size: (\d+) MB/.exec(message)?.[1], /Max Memory Used: (\d+) MB/.exec(message)?.[1]]
      : [member(metrics, "memorySizeMB"), member(metrics, "maxMemoryUsedMB")];
  return size !== undefined && used !== undefined && Number(used) >= Number(size);
}

interface Status {
  readonly status: string | undefined;
  readonly type: string | undefined;
  readonly isFull: boolean;
}

function statusOf(entry: LogEntry): Status {
  const isFull = isMemoryFull(entry);
  const record = member(entry.json, "record");
  if (entry.json !== undefined)
    return { status: textMember(record, "status"), type: textMember(record, "errorType"), isFull };
  const status = /\bStatus: ([a-z]+)/i.exec(entry.message)?.[1];
  const type = /\bError Type: ([\w.]+)/.exec(entry.message)?.[1];
  return { status, type, isFull };
}

function fromStatus({ status, type, isFull }: Status, role: LineRole): LogError | undefined {
  const what = role === "init" ? "The start of the function" : "The run";
  if (status === "timeout") return { text: `${what} timed out`, type: "Sandbox.Timedout", weight: "ended" };
  if (status !== "error" && status !== "failure") return undefined;
  const isKilled = type === "Runtime.OutOfMemory" || (isFull && (type === undefined || type === "Runtime.ExitError"));
  if (isKilled) return { text: `${what} was out of memory`, type: "Runtime.OutOfMemory", weight: "ended" };
  return { text: `${what} ended with ${type ?? "an error"}`, type, weight: "reported" };
}
