import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { call, type Door } from "../call";
import type { LogLines, LogSearch, Logs } from "./logs";

/** Lines of log groups. Calls of an account and Region wait their turn: CloudWatch Logs allows few a second for all. */
export function logsOf(door: Door): Logs {
  return { search: (wanted) => search({ ...door, bucket: door.logsBucket }, wanted) };
}

async function search(door: Door, wanted: LogSearch): Promise<LogLines> {
  const { mostLines, mostCalls } = wanted;
  const input = inputOf(wanted);
  const options = { action: "logs:FilterLogEvents", resource: arnOf(door, wanted.groupName), isControlPlane: true };
  const lines: { at: Date; text: string; streamName: string }[] = [];
  let nextToken: string | undefined;
  let calls = 0;
  do {
    const command = new FilterLogEventsCommand({ ...input, limit: mostLines - lines.length, nextToken });
    const page = await call(door, options, (wire) => door.clients.logs.send(command, wire));
    calls += 1;
    for (const { timestamp, message, logStreamName } of page.events ?? [])
      if (timestamp !== undefined && message !== undefined)
        lines.push({ at: new Date(timestamp), text: message, streamName: logStreamName ?? "" });
    // A page may be empty though more follow: only a missing token is the end.
    nextToken = page.nextToken || undefined;
  } while (nextToken && calls < mostCalls && lines.length < mostLines);
  return { lines, isCut: nextToken !== undefined, calls };
}

function inputOf({ groupName, text, streamName, from, until }: LogSearch) {
  return {
    logGroupName: groupName,
    startTime: from.getTime(),
    endTime: until.getTime(),
    ...(text !== undefined && { filterPattern: quoted(text) }),
    ...(streamName !== undefined && { logStreamNames: [streamName] }),
  };
}

/** One term of a filter pattern, taken as it is. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function arnOf({ account, options }: Door, groupName: string): string {
  return `arn:${account.partition}:logs:${options.region}:${account.awsAccountId}:log-group:${groupName}`;
}
