import type { Outcome as BatchOutcome } from "../../streams/shard-consumer";
import { isJson } from "../items";
import type { Outcome } from "../outcome";

/** What a failure record tells of the last run. */
export interface RunContext {
  readonly requestId: string;
  readonly executedVersion?: string;
  readonly functionError?: string;
}

/**
 * How a batch fared. With ReportBatchItemFailures an answer may name the records that failed: reading goes on from the
 * first of them. Nothing named is success; an unknown name or an answer of another form fails the whole batch (Lambda
 * Developer Guide, "Configuring partial batch response with Kinesis Data Streams and Lambda").
 */
export function outcomeOfBatch(run: Outcome, numbers: readonly string[], reportsItems: boolean): BatchOutcome {
  const { requestId, version: executedVersion, functionError } = run;
  const context: RunContext = { requestId, executedVersion, functionError };
  const failed = { kind: "failed", isCounted: true, context } as const;
  if (functionError) return failed;
  if (!reportsItems || run.payload === null || run.payload === undefined) return { kind: "done" };
  const named = namedIn(run.payload);
  if (named?.length === 0) return { kind: "done" };
  const places = named?.map((number) => numbers.indexOf(number)) ?? [-1];
  return places.includes(-1) ? failed : { ...failed, from: numbers[Math.min(...places)] };
}

/** The sequence numbers that an answer names; undefined when it has another form. */
function namedIn(payload: unknown): string[] | undefined {
  if (!isJson(payload)) return undefined;
  const failures = payload.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return undefined;
  return failures.map((one: unknown) =>
    isJson(one) && typeof one.itemIdentifier === "string" ? one.itemIdentifier : "",
  );
}
