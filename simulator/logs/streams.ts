import type { Call } from "../service";
import { booleanIn, textIn } from "../wire/input";
import { alreadyExists, invalidParameter } from "./errors";
import { afterToken, tokenAfter } from "./groups";
import { groupArn, groupIn, groupNameIn, limitIn } from "./locate";
import { type LogGroup, type LogStream, streamOf } from "./state";

type Input = Readonly<Record<string, unknown>>;

const LARGEST_PAGE = 50;

/** CloudWatch Logs CreateLogStream. */
export function createLogStream(call: Call, input: Input) {
  const name = streamNameIn(input);
  const group = groupIn(call, { logGroupName: groupNameIn(input) }, name);
  if (Object.hasOwn(group.streams, name)) throw alreadyExists("stream");
  streamOf(group, name, call.world.clock.now());
  return {};
}

/** CloudWatch Logs DescribeLogStreams: by name or by the time of their last line, 50 a page. */
export function describeLogStreams(call: Call, input: Input) {
  const group = groupIn(call, input);
  const prefix = textIn(input, "logStreamNamePrefix");
  const orderBy = textIn(input, "orderBy") ?? "LogStreamName";
  if (orderBy !== "LogStreamName" && orderBy !== "LastEventTime") {
    throw invalidParameter(`orderBy ${orderBy} must be LogStreamName or LastEventTime.`);
  }
  if (prefix !== undefined && orderBy === "LastEventTime") {
    throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  const limit = limitIn(input, LARGEST_PAGE);
  const keyOf = ([name, { lastAt }]: [string, LogStream]) =>
    orderBy === "LogStreamName" ? name : `${String(lastAt ?? 0).padStart(15, "0")} ${name}`;
  const direction = booleanIn(input, "descending") ? -1 : 1;
  const after = afterToken(textIn(input, "nextToken"));
  const left = Object.entries(group.streams)
    .filter(([name]) => name.startsWith(prefix ?? ""))
    .map((entry) => ({ key: keyOf(entry), entry }))
    .filter(({ key }) => after === "" || (direction > 0 ? key > after : key < after))
    .sort((one, other) => (one.key < other.key ? -direction : direction));
  const shown = left.slice(0, limit);
  return {
    logStreams: shown.map(({ entry }) => tell(group, entry)),
    nextToken: shown.length < left.length ? tokenAfter(shown.at(-1)?.key) : undefined,
  };
}

/** Throws InvalidParameterException for a name that no stream can have. */
export function streamNameIn(input: Input): string {
  const name = textIn(input, "logStreamName");
  if (name && /^[^:*]{1,512}$/.test(name)) return name;
  throw invalidParameter(
    `1 validation error detected: Value '${name ?? "null"}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`,
  );
}

function tell(group: LogGroup, [name, stream]: [string, LogStream]) {
  return {
    logStreamName: name,
    creationTime: stream.createdAt,
    firstEventTimestamp: stream.firstAt,
    lastEventTimestamp: stream.lastAt,
    lastIngestionTime: stream.lastIngestedAt,
    arn: `${groupArn(group, group.name)}:log-stream:${name}`,
    storedBytes: 0,
  };
}
