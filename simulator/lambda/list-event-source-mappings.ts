import type { Call } from "../service";
import { textIn } from "../wire/input";
import { functionArn, parseFunctionName } from "./function-name";
import { pageOf } from "./page";

const LARGEST_PAGE = 100;

/** Lambda ListEventSourceMappings, by event source and function; at most 100 a page whatever is asked for. */
export function listEventSourceMappings(call: Call, input: Readonly<Record<string, unknown>>) {
  call.authorize("*");
  const eventSourceArn = textIn(input, "EventSourceArn");
  const functionName = textIn(input, "FunctionName");
  const wantedArn = functionName === undefined ? undefined : qualifiedArn(call, functionName);
  const wanted = call.world.mappings
    .list(call.accountId, call.region)
    .filter((mapping) => eventSourceArn === undefined || mapping.EventSourceArn === eventSourceArn)
    .filter((mapping) => wantedArn === undefined || mapping.FunctionArn === wantedArn);
  const { shown, nextMarker } = pageOf(wanted, ({ UUID }) => UUID, input, LARGEST_PAGE);
  return { EventSourceMappings: shown, NextMarker: nextMarker };
}

function qualifiedArn(call: Call, functionName: string): string {
  const address = parseFunctionName(functionName, call);
  return address.qualifier ? `${functionArn(address)}:${address.qualifier}` : functionArn(address);
}
