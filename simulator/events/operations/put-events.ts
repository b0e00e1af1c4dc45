import type { Call } from "../../service";
import { objectsIn } from "../../wire/input";
import { required, validationProblem } from "../archives/check-input";
import { acceptEvent } from "../delivery/accept-event";
import { busArnOf, busOf } from "../resources/event-bus";
import { type Draft, draftIn, draftSize } from "./event-draft";
import { type Input, refuseUnsimulated } from "./parameters";
import { eventOf, refusalOf } from "./publish";

const MOST_ENTRIES = 10;
/** EventBridge user guide, "Calculating PutEvents event entry size": of all entries of a request. */
const LARGEST_REQUEST_BYTES = 1_048_576;
const CALL_TAKES_MS = { least: 4, most: 30 };

/**
 * Each entry succeeds or fails alone, at the same place of the answer. What is too large, or may not be put on a bus of
 * the caller's own account, fails the whole request. A bus of the caller's that does not exist takes events and loses
 * them, as on AWS.
 */
export function putEvents(call: Call, input: Input) {
  const report = reporterOf(call);
  try {
    refuseUnsimulated(input, ["EndpointId"]);
    const drafts = draftsIn(call, input);
    const bytes = drafts.reduce((sum, draft) => sum + draftSize(draft), 0);
    report("PutEventsRequestSize", bytes);
    if (bytes > LARGEST_REQUEST_BYTES) {
      throw validationProblem("Total size of the entries in the request is over the limit.");
    }
    authorizeOwn(call, drafts);
    const entries = drafts.map((draft) => put(call, draft));
    const failedCount = entries.filter((entry) => "ErrorCode" in entry).length;
    report("PutEventsEntriesCount", entries.length);
    if (failedCount > 0) report("PutEventsFailedEntriesCount", failedCount);
    report("PutEventsApproximateSuccessCount");
    return { FailedEntryCount: failedCount, Entries: entries };
  } catch (error) {
    report("PutEventsApproximateFailedCount");
    throw error;
  } finally {
    const { least, most } = CALL_TAKES_MS;
    report("PutEventsApproximateCallCount");
    report("PutEventsLatency", least + Math.floor(call.world.random() * (most - least)));
  }
}

function draftsIn(call: Call, input: Input): Draft[] {
  const entries = required(objectsIn(input, "Entries"), "Entries");
  if (entries.length > 0 && entries.length <= MOST_ENTRIES) {
    return entries.map((entry, index) => draftIn(call, entry, index + 1));
  }
  const limit = entries.length === 0 ? "greater than or equal to 1" : `less than or equal to ${MOST_ENTRIES}`;
  const value = `[${entries.map(() => "PutEventsRequestEntry").join(", ")}]`;
  throw validationProblem(
    `1 validation error detected: Value '${value}' at 'entries' failed to satisfy constraint: Member must have length ${limit}`,
  );
}

function authorizeOwn(call: Call, drafts: readonly Draft[]): void {
  const own = drafts.filter(({ bus }) => bus.accountId === call.accountId);
  for (const arn of new Set(own.map(({ bus }) => busArnOf(bus)))) call.authorize(arn);
}

function put(call: Call, draft: Draft) {
  const refusal = refusalOf(call, draft);
  if (refusal) return { ErrorCode: refusal.code, ErrorMessage: refusal.message };
  const { world } = call;
  const now = world.clock.now();
  const event = eventOf(call, draft, now);
  if (busOf(world, draft.bus)) acceptEvent(world, draft.bus, event, now);
  return { EventId: event.id };
}

/** The metrics of PutEvents have no dimensions: they are of the account in the Region. */
function reporterOf({ world, accountId, region }: Call) {
  return (metric: string, value = 1) => {
    world.vended.add({ accountId, region }, "AWS/Events", metric, {}, world.clock.now(), value);
  };
}
