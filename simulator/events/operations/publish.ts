import { resourceDenialOf } from "../../iam/resource-denial";
import type { Call } from "../../service";
import { isRecord } from "../pattern/scalar";
import { busArnOf, busOf } from "../resources/event-bus";
import type { BusEvent } from "../state";
import type { Draft } from "./event-draft";

interface Refusal {
  /** One of the error codes of the EventBridge API reference, PutEventsResultEntry. */
  readonly code: string;
  readonly message: string;
}

const LONGEST_DETAIL_TYPE = 128;
const DEEPEST_DETAIL = 1000;
const ACTION = "events:PutEvents";

/** Why an entry makes no event on its bus, or undefined when it does. */
export function refusalOf(call: Call, draft: Draft): Refusal | undefined {
  return missingOf(draft) ?? malformedOf(draft) ?? unauthorizedOf(call, draft);
}

/** The event that an entry makes; only for an entry that nothing speaks against. */
export function eventOf({ world, accountId, region }: Call, draft: Draft, now: number): BusEvent {
  return {
    version: "0",
    id: world.uuid(),
    "detail-type": draft.detailType ?? "",
    source: draft.source ?? "",
    account: accountId,
    time: new Date(draft.time ?? now).toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: draft.resources,
    detail: JSON.parse(draft.detail ?? "{}"),
  };
}

function missingOf({ source, detailType, detail, time }: Draft): Refusal | undefined {
  if (!source) return invalid("Source", "Source is a required argument.");
  if (!detailType) return invalid("DetailType", "DetailType is a required argument.");
  if (!detail) return invalid("Detail", "Detail is a required argument.");
  if (detailType.length > LONGEST_DETAIL_TYPE) {
    return invalid("DetailType", `DetailType must have length less than or equal to ${LONGEST_DETAIL_TYPE}.`);
  }
  const isTime = time === undefined || !Number.isNaN(new Date(time).getTime());
  return isTime ? undefined : invalid("Time", "Time is out of range.");
}

function invalid(parameter: string, reason: string): Refusal {
  return { code: "InvalidArgument", message: `Parameter ${parameter} is not valid. Reason: ${reason}` };
}

function malformedOf({ detail = "" }: Draft): Refusal | undefined {
  if (depthOf(detail) <= DEEPEST_DETAIL && isJsonObject(detail)) return undefined;
  return { code: "MalformedDetail", message: "Detail is malformed." };
}

function isJsonObject(text: string): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

/** Looks at brackets outside of texts only: a parser could fail on what is too deep. */
function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '"') at = endOfText(json, at);
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Where the text that begins at `at` has its closing quotation mark. */
function endOfText(json: string, at: number): number {
  let end = at + 1;
  while (end < json.length && json[end] !== '"') end += json[end] === "\\" ? 2 : 1;
  return end;
}

/** The bus's policy must let another account in, and can deny its own. */
function unauthorizedOf(call: Call, { source = "", bus }: Draft): Refusal | undefined {
  if (source.startsWith("aws.")) {
    return { code: "NotAuthorizedForSourceException", message: "Not authorized for the source." };
  }
  const arn = busArnOf(bus);
  const resourcePolicy = busOf(call.world, bus)?.policy;
  const wish = { action: ACTION, resourceArn: arn, resourcePolicy, region: call.region };
  const denial = resourceDenialOf(call.principal, wish);
  if (!denial) return undefined;
  const message = `User: ${call.principalArn} is not authorized to perform: ${ACTION} on resource: ${arn} ${denial.because}`;
  return { code: "AccessDeniedException", message };
}
