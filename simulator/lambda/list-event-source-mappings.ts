import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { textIn } from "../wire/input";
import type { Mapping } from "./event-source-mappings";

const LARGEST_PAGE = 100;
const LARGEST_MAX_ITEMS = 10_000;

/** Lambda ListEventSourceMappings, by event source and function; at most 100 a page whatever is asked for. */
export function listEventSourceMappings(call: Call, input: Readonly<Record<string, unknown>>) {
  call.authorize("*");
  const eventSourceArn = textIn(input, "EventSourceArn");
  const functionName = textIn(input, "FunctionName");
  const pageSize = Math.min(parseMaxItems(textIn(input, "MaxItems")), LARGEST_PAGE);
  const marker = parseMarker(textIn(input, "Marker"));

  const left = call.world.mappings
    .list(call.accountId, call.region)
    .filter((mapping) => eventSourceArn === undefined || mapping.EventSourceArn === eventSourceArn)
    .filter((mapping) => functionName === undefined || isOfFunction(mapping, functionName))
    .filter((mapping) => mapping.UUID > marker);
  const shown = left.slice(0, pageSize);
  const last = shown.length < left.length ? shown.at(-1) : undefined;
  return { EventSourceMappings: shown, NextMarker: last && Buffer.from(last.UUID).toString("base64url") };
}

function isOfFunction(mapping: Mapping, functionName: string): boolean {
  return mapping.FunctionArn === functionName || mapping.FunctionArn.split(":")[6] === functionName;
}

function parseMaxItems(text: string | undefined): number {
  if (text === undefined) return LARGEST_PAGE;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= LARGEST_MAX_ITEMS) return count;
  throw invalid(`MaxItems must be between 1 and ${LARGEST_MAX_ITEMS}`);
}

function parseMarker(marker: string | undefined): string {
  if (marker === undefined) return "";
  const uuid = Buffer.from(marker, "base64url").toString();
  if (/^[0-9a-f-]{36}$/.test(uuid)) return uuid;
  throw invalid("Invalid Marker");
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}
