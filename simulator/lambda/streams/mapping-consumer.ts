import { deliver } from "../../delivery/deliver";
import { compilePattern } from "../../events/pattern/compile-pattern";
import type { World } from "../../service";
import { failurePointer } from "../../streams/failure-pointer";
import type { StreamRecord } from "../../streams/open-stream";
import { functionEvent } from "../../streams/record-event";
import type { GivenUp, ShardConsumer } from "../../streams/shard-consumer";
import type { ShardReader } from "../../streams/state";
import { asFunction } from "../as-function";
import type { Mapping } from "../event-source-mappings";
import type { LambdaFunction } from "../functions-state";
import { isJson, viewOf } from "../items";
import { measure } from "../measure";
import { beginRun } from "../run";
import { outcomeOfBatch, type RunContext } from "./outcome-of-batch";

const DEFAULT_BATCH = 100;

/** What an enabled event source mapping does with the records of a stream; undefined while it is not enabled. */
export function mappingConsumer(world: World, { owner, streamArn }: ShardReader): ShardConsumer | undefined {
  const mapping = world.mappings.get(owner.slice(owner.lastIndexOf(":") + 1));
  const fn = mapping && world.lambda.byArn(mapping.FunctionArn);
  if (mapping?.State !== "Enabled" || !fn) return undefined;
  return {
    batchSize: mapping.BatchSize ?? DEFAULT_BATCH,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds ?? 0,
    maximumRetryAttempts: mapping.MaximumRetryAttempts ?? -1,
    maximumRecordAgeSeconds: mapping.MaximumRecordAgeInSeconds ?? -1,
    isBisecting: mapping.BisectBatchOnFunctionError ?? false,
    attempt: (records, shardId, now) => attempt(world, { mapping, fn, streamArn, shardId }, records, now),
    giveUp: (givenUp, now) => sendFailureRecord(world, mapping, fn, givenUp, now),
  };
}

interface Place {
  readonly mapping: Mapping;
  readonly fn: LambdaFunction;
  readonly streamArn: string;
  readonly shardId: string;
}

function attempt(
  world: World,
  { mapping, fn, streamArn, shardId }: Place,
  records: readonly StreamRecord[],
  now: number,
) {
  const place = { streamArn, shardId, roleArn: fn.latest.settings.Role };
  const passes = filterOf(mapping);
  const wanted = records
    .map((one) => ({ one, event: functionEvent(world, one, place) }))
    .filter(({ event }) => passes(event));
  const newest = wanted.at(-1);
  if (!newest) return { tookMs: 0, outcome: { kind: "done" } as const };
  measure(world, fn, "IteratorAge", now, now - newest.one.record.at);
  const reportsItems = mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false;
  const requestId = world.uuid();
  const [, , , , , , , qualifier] = mapping.FunctionArn.split(":");
  const payload = { Records: wanted.map(({ event }) => event) };
  const batch = { reportsItems, isOrdered: true };
  const run = beginRun(world, { fn, qualifier, payload, requestId, batch }, now);
  const isFine = !("refused" in run) && !run.outcome.functionError;
  world.mappings.tellResult(mapping.UUID, isFine ? "OK" : "PROBLEM: Function call failed");
  if ("refused" in run) {
    return { tookMs: 0, outcome: { kind: "failed", isCounted: false, context: { requestId } } as const };
  }
  const numbers = wanted.map(({ one }) => one.record.sequenceNumber);
  return { tookMs: run.endsAt - now, outcome: outcomeOfBatch(run.outcome, numbers, reportsItems) };
}

/** Filters see the data parsed, beside the record's other members (Lambda Developer Guide, "Event filtering with Kinesis"). */
function filterOf({ FilterCriteria }: Mapping): (event: Record<string, unknown>) => boolean {
  const patterns = (FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []);
  const tests = patterns.map((pattern) => compilePattern(pattern));
  if (tests.length === 0) return () => true;
  return (event) => {
    const view = { ...(isJson(event.kinesis) ? event.kinesis : {}), ...viewOf(event) };
    return tests.some((matches) => matches(view));
  };
}

/**
 * Tells the mapping's destination which records were given up, in the form of the Lambda Developer Guide, "Retain
 * discarded batch records": where they are, not what they hold.
 */
function sendFailureRecord(world: World, mapping: Mapping, fn: LambdaFunction, givenUp: GivenUp, now: number): void {
  const destination = mapping.DestinationConfig?.OnFailure?.Destination;
  if (!destination) return;
  const last = givenUp.context as RunContext | undefined;
  const record = {
    requestContext: {
      requestId: last?.requestId ?? world.uuid(),
      functionArn: mapping.FunctionArn,
      condition: givenUp.condition,
      approximateInvokeCount: givenUp.triedCount,
    },
    responseContext: last?.executedVersion
      ? { statusCode: 200, executedVersion: last.executedVersion, functionError: last.functionError ?? null }
      : null,
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    ...failurePointer(mapping.EventSourceArn ?? "", givenUp.shardId, givenUp.records),
  };
  const problem = deliver(world, asFunction(world, fn), destination, { text: JSON.stringify(record) }, now);
  if (problem) measure(world, fn, "DestinationDeliveryFailures", now);
}
