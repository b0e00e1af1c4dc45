import { isJson } from "../items";
import type { Outcome } from "../outcome";

/**
 * Which messages of a batch failed. All when the function did, or when it answers with something else than message ids
 * of this batch; none when it names none (Lambda Developer Guide, "Handling errors for an SQS event source").
 */
export function failedItems(outcome: Outcome, all: ReadonlySet<string>, reportsItems: boolean): ReadonlySet<string> {
  if (outcome.functionError) return all;
  if (!reportsItems || outcome.payload === null || outcome.payload === undefined) return NONE;
  if (!isJson(outcome.payload)) return all;
  const listed = outcome.payload.batchItemFailures ?? [];
  if (!Array.isArray(listed)) return all;
  const ids = listed.map((one: unknown) => (isJson(one) ? one.itemIdentifier : undefined));
  return ids.every((id): id is string => typeof id === "string" && all.has(id)) ? new Set(ids) : all;
}

const NONE: ReadonlySet<string> = new Set();
