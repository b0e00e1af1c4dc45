import { createHash } from "node:crypto";
import type { Call } from "../service";
import { numberIn, textIn, textsIn } from "../wire/input";
import { invalidParameter, noLogStream } from "./errors";
import { parseFilterPattern } from "./filter-pattern";
import { groupIn, limitIn } from "./locate";
import { keptLines, type LogGroup, type LogLine } from "./state";

type Input = Readonly<Record<string, unknown>>;

const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
/** Lines that one page looks through: a rare match lies behind empty pages, as on AWS. */
const SCANNED_PER_PAGE = 5000;

/**
 * CloudWatch Logs FilterLogEvents: lines that match, by time, up to 10,000 or 1 MiB a page. A page may be empty although
 * more follow; only a missing nextToken is the end. Both ends of the time range are included.
 */
export function filterLogEvents(call: Call, input: Input) {
  const group = groupIn(call, input);
  const limit = limitIn(input, MOST_EVENTS);
  const matches = parseFilterPattern(textIn(input, "filterPattern"));
  const isInStream = streamFilter(group, input);
  const { startTime, endTime } = timesIn(input);
  const digest = digestOf([
    group.name,
    input.filterPattern,
    input.logStreamNames,
    input.logStreamNamePrefix,
    startTime,
    endTime,
  ]);
  const after = parseToken(textIn(input, "nextToken"), digest);

  const candidates = keptLines(group, call.world.clock.now())
    .filter(({ at, stream, eventId }) => eventId > after && at >= startTime && at <= endTime && isInStream(stream))
    .sort((one, other) => (one.eventId < other.eventId ? -1 : 1));
  const page = scan(candidates, matches, limit);
  const last = candidates[page.scanned - 1];
  return {
    events: page.found.map(tell),
    searchedLogStreams: [],
    nextToken:
      last && page.scanned < candidates.length
        ? Buffer.from(`${digest}/${last.eventId}`).toString("base64url")
        : undefined,
  };
}

function scan(lines: readonly LogLine[], matches: (message: string) => boolean, limit: number) {
  const found: LogLine[] = [];
  let scanned = 0;
  let bytes = 0;
  for (const line of lines) {
    if (found.length >= limit || scanned >= SCANNED_PER_PAGE) break;
    if (matches(line.message)) {
      bytes += Buffer.byteLength(line.message);
      if (bytes > MOST_BYTES && found.length > 0) break;
      found.push(line);
    }
    scanned += 1;
  }
  return { found, scanned };
}

function tell({ stream, at, message, ingestedAt, eventId }: LogLine) {
  return { logStreamName: stream, timestamp: at, message, ingestionTime: ingestedAt, eventId };
}

function streamFilter({ streams }: LogGroup, input: Input): (stream: string) => boolean {
  const names = textsIn(input, "logStreamNames");
  const prefix = textIn(input, "logStreamNamePrefix");
  if (names && prefix !== undefined) {
    throw invalidParameter("Both logStreamNames and logStreamNamePrefix cannot be specified.");
  }
  if (names && (names.length < 1 || names.length > 100))
    throw invalidParameter("logStreamNames must have from 1 to 100 members.");
  if (names?.some((name) => !Object.hasOwn(streams, name))) throw noLogStream();
  return (stream) => (names?.includes(stream) ?? true) && stream.startsWith(prefix ?? "");
}

/** Epoch milliseconds; without an end, all that is to come. */
export function timesIn(input: Input): { startTime: number; endTime: number } {
  const startTime = numberIn(input, "startTime") ?? 0;
  const endTime = numberIn(input, "endTime") ?? Number.MAX_SAFE_INTEGER;
  if (startTime < 0 || endTime < 0) throw invalidParameter("startTime and endTime must not be negative.");
  if (startTime > endTime) throw invalidParameter("The specified startTime is after the endTime.");
  return { startTime, endTime };
}

function parseToken(token: string | undefined, digest: string): string {
  if (token === undefined) return "";
  const [of, eventId] = Buffer.from(token, "base64url").toString().split("/");
  if (of === digest && eventId) return eventId;
  throw invalidParameter("The specified nextToken is invalid.");
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
