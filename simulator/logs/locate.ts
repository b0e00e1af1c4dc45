import type { Call } from "../service";
import { numberIn, textIn } from "../wire/input";
import { invalidParameter, noLogGroup } from "./errors";
import type { LogGroup } from "./state";

type Input = Readonly<Record<string, unknown>>;

const NAME = /^[.\-_/#A-Za-z0-9]{1,512}$/;

export function groupArn({ accountId, region }: Pick<Call, "accountId" | "region">, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

/** The group's name in a request. Throws InvalidParameterException. */
export function groupNameIn(input: Input): string {
  return checkName(textIn(input, "logGroupName"));
}

/** The group that logGroupName or logGroupIdentifier (a name or an ARN) means, once the caller may do this with it. */
export function groupIn(call: Call, input: Input, stream = ""): LogGroup {
  const name = textIn(input, "logGroupName");
  const identifier = textIn(input, "logGroupIdentifier");
  if (name !== undefined && identifier !== undefined) {
    throw invalidParameter("LogGroup name and LogGroup identifier are mutually exclusive parameters.");
  }
  const [, region, accountId, inArn] =
    /^arn:aws[a-z-]*:logs:([^:]+):(\d{12}):log-group:([^:]+)/.exec(identifier ?? "") ?? [];
  const place = { region: region ?? call.region, accountId: accountId ?? call.accountId };
  const wanted = checkName(inArn ?? identifier ?? name);
  call.authorize(`${groupArn(place, wanted)}:log-stream:${stream}`);
  const isHere = place.region === call.region && place.accountId === call.accountId;
  const group = isHere ? call.world.logs.groups.get(call.accountId, call.region, wanted) : undefined;
  if (!group) throw noLogGroup();
  return group;
}

/** A whole number from `least` to `most`, or the default. */
export function limitIn(input: Input, most: number, otherwise = most): number {
  const limit = numberIn(input, "limit") ?? otherwise;
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw invalidParameter(
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must be between 1 and ${most}`,
  );
}

function checkName(name: string | undefined): string {
  if (name && NAME.test(name)) return name;
  throw invalidParameter(
    `1 validation error detected: Value '${name ?? "null"}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
  );
}
