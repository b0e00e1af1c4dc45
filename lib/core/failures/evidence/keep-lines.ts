import type { Finding, LogLine } from "./evidence";
import { readEntry } from "./log-entry";
import { requestIn } from "./platform-line";

const MOST_LINES = 10;
const MOST_CHARACTERS = 1024;

export interface KeptLines {
  readonly lines: readonly { readonly at: Date; readonly text: string }[];
  /** When the error was written, or the message named last. */
  readonly at: Date | null;
}

/**
 * The few lines that a finding rests on, in order of time: its error, what names the message, what else its run wrote. `mask`
 * takes out what must not be kept, before lines are cut.
 */
export function keepLines(
  lines: readonly LogLine[],
  messageId: string,
  finding: Finding,
  mask: (text: string) => string = (text) => text,
): KeptLines {
  const requests = new Set(lines.filter(({ text }) => text.includes(messageId)).flatMap(requestOf));
  const error = (finding.errorText ?? "").split("\n")[0]?.slice(0, 60) ?? "";
  const weigh = (line: LogLine) => {
    const isError = error !== "" && line.text.includes(error);
    const isIts = line.text.includes(messageId) || requestOf(line).some((id) => requests.has(id));
    return (isError && isIts ? 4 : isError ? 3 : 0) + (line.text.includes(messageId) ? 2 : isIts ? 1 : 0);
  };
  const weighed = lines.map((line) => ({ line, weight: weigh(line) })).filter(({ weight }) => weight > 0);
  const heaviest = weighed.sort((one, other) => other.weight - one.weight || timeOf(other.line) - timeOf(one.line));
  const kept = heaviest.slice(0, MOST_LINES).map(({ line }) => line);
  return {
    lines: kept
      .sort((one, other) => timeOf(one) - timeOf(other))
      .map(({ at, text }) => ({ at, text: mask(text.trimEnd()).slice(0, MOST_CHARACTERS) })),
    at: heaviest[0]?.line.at ?? null,
  };
}

function requestOf({ text }: LogLine): string[] {
  const requestId = requestIn(readEntry(text));
  return requestId === null ? [] : [requestId];
}

function timeOf({ at }: LogLine): number {
  return at.getTime();
}
