import type { LogLine } from "./evidence";
import { type LogEntry, type LogError, readEntry } from "./log-entry";
import { isOfInit, type LineRole, requestIn, roleOf } from "./platform-line";
import { readLogError } from "./read-log-error";

/** One entry of a log with all its lines: stack traces often arrive line by line. */
export interface LogRecord {
  readonly at: Date;
  readonly stream: string;
  readonly text: string;
  readonly entry: LogEntry;
  readonly role: LineRole;
  readonly requestId: string | null;
  readonly isInit: boolean;
  readonly error: LogError | undefined;
}

const CONTINUES =
  /^(?:[ \t]+\S|Caused by\b|Suppressed:|Traceback \(most recent|During handling of|The above exception|\.\.\. \d+ more|goroutine \d+ \[|---> |--- End of|\s*\^)/;
const ENDS_TRACEBACK = /^[\w.]+(?::\s|\s*$)/;
const TOGETHER_MS = 1000;

/** The entries of these lines, stream by stream in order of time; lines of one stack trace are one entry. */
export function recordsOf(lines: readonly LogLine[]): LogRecord[][] {
  const streams = new Map<string, LogLine[]>();
  for (const line of [...lines].sort((one, other) => one.at.getTime() - other.at.getTime())) {
    const stream = line.streamName ?? "";
    streams.set(stream, [...(streams.get(stream) ?? []), line]);
  }
  return [...streams].map(([stream, told]) => joined(told).map((line) => recordOf(line, stream)));
}

function recordOf({ at, text }: LogLine, stream: string): LogRecord {
  const entry = readEntry(text);
  const facts = { entry, role: roleOf(entry), requestId: requestIn(entry), isInit: isOfInit(entry) };
  return { at, stream, text, ...facts, error: readLogError(entry) };
}

function joined(lines: readonly LogLine[]): LogLine[] {
  const whole: { at: Date; parts: string[]; lastAt: Date }[] = [];
  for (const { at, text } of lines) {
    const last = whole.at(-1);
    const isClose = last !== undefined && at.getTime() - last.lastAt.getTime() <= TOGETHER_MS;
    if (isClose && continues(text, last.parts)) {
      last.parts.push(text);
      last.lastAt = at;
    } else whole.push({ at, parts: [text], lastAt: at });
  }
  return whole.map(({ at, parts }) => ({ at, text: parts.map((part) => part.replace(/\r?\n$/, "")).join("\n") }));
}

function continues(text: string, before: readonly string[]): boolean {
  if (CONTINUES.test(text)) return true;
  const isIndented = /^\s/.test(before.at(-1) ?? "");
  return isIndented && ENDS_TRACEBACK.test(text) && before.some((part) => part.includes("Traceback (most recent"));
}
