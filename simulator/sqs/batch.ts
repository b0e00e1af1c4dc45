import type { BatchResultErrorEntry } from "@aws-sdk/client-sqs";
import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { sqsError } from "./errors";

const MAX_ENTRIES = 10;

interface Entry {
  readonly Id: string | undefined;
}

export interface BatchResult<Success> {
  readonly Successful: Success[];
  readonly Failed: BatchResultErrorEntry[];
}

/** Throws what AWS refuses a whole batch for: none or more than ten entries, ids malformed or not distinct. */
export function checkBatch<T extends Entry>(entries: readonly T[] | undefined): readonly T[] {
  if (!entries || entries.length === 0) {
    throw sqsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (entries.length > MAX_ENTRIES) {
    throw sqsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const { Id = "" } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) {
      throw sqsError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    }
    if (seen.has(Id)) throw sqsError("BatchEntryIdsNotDistinct", `Id ${Id} repeated.`);
    seen.add(Id);
  }
  return entries;
}

/**
 * Runs each entry on its own: an entry that throws an AWS error lands in `Failed`, the others go on. The fault
 * `partialBatch` fails the first entries without running them.
 */
export function eachEntry<T extends Entry, Success>(
  call: Call,
  entries: readonly T[],
  run: (entry: T, id: string) => Success,
): BatchResult<Success> {
  const result: BatchResult<Success> = { Successful: [], Failed: [] };
  const brokenCount = call.fault?.kind === "partialBatch" ? (call.fault.n ?? 1) : 0;
  for (const [position, entry] of entries.entries()) {
    const Id = entry.Id ?? "";
    if (position < brokenCount) {
      result.Failed.push({
        Id,
        SenderFault: false,
        Code: "InternalError",
        Message: "We encountered an internal error.",
      });
      continue;
    }
    try {
      result.Successful.push(run(entry, Id));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const Code = error.options.queryCode ?? error.code;
      result.Failed.push({ Id, SenderFault: error.fault === "Sender", Code, Message: error.message });
    }
  }
  return result;
}
