import type { Call } from "../service";
import { booleanIn, textIn } from "../wire/input";
import { invalidParameter, noLogStream } from "./errors";
import { timesIn } from "./filter-log-events";
import { groupIn, limitIn } from "./locate";
import { keptLines, type LogLine } from "./state";
import { streamNameIn } from "./streams";

type Input = Readonly<Record<string, unknown>>;

const MOST_EVENTS = 10_000;
const FIRST = "0";
const LAST = "9";

/**
 * CloudWatch Logs GetLogEvents: one stream's lines, oldest first in each page; without startFromHead the first page is the
 * newest. The end of a direction is told by the token that was given. endTime itself is not included.
 */
export function getLogEvents(call: Call, input: Input) {
  const stream = streamNameIn(input);
  const group = groupIn(call, input, stream);
  if (!Object.hasOwn(group.streams, stream)) throw noLogStream();
  const limit = limitIn(input, MOST_EVENTS);
  const { startTime, endTime } = timesIn(input);
  const token = textIn(input, "nextToken");
  const place = parseToken(token);
  const isForward = place ? place.isForward : (booleanIn(input, "startFromHead") ?? false);

  const lines = keptLines(group, call.world.clock.now())
    .filter((line) => line.stream === stream && line.at >= startTime && line.at < endTime)
    .filter(({ eventId }) => !place || (place.isForward ? eventId > place.eventId : eventId < place.eventId))
    .sort((one, other) => (one.eventId < other.eventId ? -1 : 1));
  const shown = isForward ? lines.slice(0, limit) : lines.slice(-limit);
  return {
    events: shown.map(tell),
    nextForwardToken: `f/${shown.at(-1)?.eventId ?? place?.eventId ?? FIRST}`,
    nextBackwardToken: `b/${shown[0]?.eventId ?? place?.eventId ?? LAST}`,
  };
}

function tell({ at, message, ingestedAt }: LogLine) {
  return { timestamp: at, message, ingestionTime: ingestedAt };
}

function parseToken(token: string | undefined): { isForward: boolean; eventId: string } | undefined {
  if (token === undefined) return undefined;
  const [, direction, eventId] = /^([fb])\/(\d+)$/.exec(token) ?? [];
  if (!eventId) throw invalidParameter("The specified nextToken is invalid.");
  return { isForward: direction === "f", eventId };
}
