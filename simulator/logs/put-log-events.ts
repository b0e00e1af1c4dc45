import type { Call } from "../service";
import { numberIn, objectsIn, textIn } from "../wire/input";
import { invalidParameter, noLogStream } from "./errors";
import { groupIn, groupNameIn } from "./locate";
import { streamNameIn } from "./streams";

type Input = Readonly<Record<string, unknown>>;

const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
const BYTES_PER_LINE = 26;
const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;

/** CloudWatch Logs PutLogEvents: lines too old or too new are left out and told, all others are stored. */
export function putLogEvents(call: Call, input: Input) {
  const stream = streamNameIn(input);
  const group = groupIn(call, { logGroupName: groupNameIn(input) }, stream);
  if (!Object.hasOwn(group.streams, stream)) throw noLogStream();
  const lines = parseLines(input);
  const { accountId, region, world } = call;
  const now = world.clock.now();
  const expiredBefore = group.retentionDays === undefined ? 0 : now - group.retentionDays * 24 * HOUR_MS;
  const isKept = ({ at }: { at: number }) => at >= now - OLDEST_MS && at >= expiredBefore && at <= now + NEWEST_MS;
  const kept = lines.filter(isKept);
  world.logs.write({ accountId, region, group: group.name, stream }, kept, now);
  const rejected = rejectedOf(lines, now, expiredBefore);
  return {
    nextSequenceToken: String(now),
    rejectedLogEventsInfo: kept.length < lines.length ? rejected : undefined,
  };
}

function rejectedOf(lines: readonly { at: number }[], now: number, expiredBefore: number) {
  const endOf = (count: number) => (count > 0 ? count : undefined);
  const firstNew = lines.findIndex(({ at }) => at > now + NEWEST_MS);
  return {
    tooOldLogEventEndIndex: endOf(lines.filter(({ at }) => at < now - OLDEST_MS).length),
    expiredLogEventEndIndex: endOf(lines.filter(({ at }) => at < expiredBefore).length),
    tooNewLogEventStartIndex: firstNew < 0 ? undefined : firstNew,
  };
}

function parseLines(input: Input) {
  const events = objectsIn(input, "logEvents") ?? [];
  if (events.length < 1 || events.length > MOST_EVENTS) {
    throw invalidParameter(`logEvents must have from 1 to ${MOST_EVENTS} members.`);
  }
  const lines = events.map((event) => {
    const at = numberIn(event, "timestamp");
    const message = textIn(event, "message");
    if (at === undefined || at < 0) throw invalidParameter("Every log event needs a timestamp.");
    if (!message) throw invalidParameter("Every log event needs a message of at least one character.");
    return { at, message };
  });
  const bytes = lines.reduce((sum, { message }) => sum + Buffer.byteLength(message) + BYTES_PER_LINE, 0);
  if (bytes > MOST_BYTES) throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MOST_BYTES}`);
  if (lines.some(({ at }, place) => at < (lines[place - 1]?.at ?? at))) {
    throw invalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
  }
  if ((lines.at(-1)?.at ?? 0) - (lines[0]?.at ?? 0) > 24 * HOUR_MS) {
    throw invalidParameter("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  }
  return lines;
}
