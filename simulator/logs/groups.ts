import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { booleanIn, numberIn, textIn, textsIn } from "../wire/input";
import { alreadyExists, invalidParameter } from "./errors";
import { groupArn, groupIn, groupNameIn, limitIn } from "./locate";
import { keptLines, type LogGroup } from "./state";

type Input = Readonly<Record<string, unknown>>;

const LARGEST_PAGE = 50;
const BYTES_PER_LINE = 26;
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** CloudWatch Logs CreateLogGroup. */
export function createLogGroup(call: Call, input: Input) {
  const name = groupNameIn(input);
  const { accountId, region, world } = call;
  call.authorize(`${groupArn(call, name)}:log-stream:`);
  const logGroupClass = textIn(input, "logGroupClass") ?? "STANDARD";
  if (logGroupClass !== "STANDARD") throw invalidParameter(`logGroupClass ${logGroupClass} is not simulated.`);
  if (booleanIn(input, "deletionProtectionEnabled")) throw invalidParameter("Deletion protection is not simulated.");
  if (name.startsWith("aws/")) throw invalidParameter("Log group names can't start with the string aws/");
  if (world.logs.groups.get(accountId, region, name)) throw alreadyExists("group");
  const tags = input.tags && typeof input.tags === "object" ? textsOf(input.tags) : {};
  world.logs.groups.put({ accountId, region, name, createdAt: world.clock.now(), tags, lines: [], streams: {} });
  return {};
}

/** CloudWatch Logs DeleteLogGroup, with all lines. */
export function deleteLogGroup(call: Call, input: Input) {
  const group = groupIn(call, { logGroupName: groupNameIn(input) });
  call.world.logs.groups.delete(group);
  return {};
}

/** CloudWatch Logs PutRetentionPolicy: older lines are no longer told. */
export function putRetentionPolicy(call: Call, input: Input) {
  const group = groupIn(call, { logGroupName: groupNameIn(input) });
  const days = numberIn(input, "retentionInDays");
  if (days === undefined || !RETENTIONS.includes(days)) {
    throw invalidParameter(`1 validation error detected: retentionInDays must be one of ${RETENTIONS.join(", ")}`);
  }
  group.retentionDays = days;
  return {};
}

/** CloudWatch Logs DescribeLogGroups: by name, 50 a page. */
export function describeLogGroups(call: Call, input: Input) {
  const { accountId, region, world } = call;
  call.authorize(`${groupArn(call, "")}:log-stream:*`);
  const prefix = textIn(input, "logGroupNamePrefix");
  const pattern = textIn(input, "logGroupNamePattern");
  const identifiers = textsIn(input, "logGroupIdentifiers");
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  }
  if (booleanIn(input, "includeLinkedAccounts")) throw invalidParameter("Linked accounts are not simulated.");
  const limit = limitIn(input, LARGEST_PAGE);
  const after = afterToken(textIn(input, "nextToken"));
  const isWanted = ({ name }: LogGroup) =>
    name > after &&
    name.startsWith(prefix ?? "") &&
    name.includes(pattern ?? "") &&
    (identifiers === undefined || identifiers.includes(name) || identifiers.includes(groupArn(call, name)));
  const left = world.logs.groups.list(accountId, region).filter(isWanted);
  const shown = left.slice(0, limit);
  const now = world.clock.now();
  return {
    logGroups: shown.map((group) => tell(group, now)),
    nextToken: shown.length < left.length ? tokenAfter(shown.at(-1)?.name) : undefined,
  };
}

/** The place in a list by names after which a page begins. */
export function afterToken(token: string | undefined): string {
  if (token === undefined) return "";
  const [, name] = /^after:(.+)$/s.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (name) return name;
  throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
}

export function tokenAfter(name: string | undefined): string | undefined {
  return name && Buffer.from(`after:${name}`).toString("base64url");
}

function tell(group: LogGroup, now: number) {
  const arn = groupArn(group, group.name);
  const lines = keptLines(group, now);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    retentionInDays: group.retentionDays,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: lines.reduce((sum, { message }) => sum + Buffer.byteLength(message) + BYTES_PER_LINE, 0),
    logGroupClass: "STANDARD",
    deletionProtectionEnabled: false,
  };
}

function textsOf(tags: object): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
}
