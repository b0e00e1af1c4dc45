import { dependenciesIn } from "@/lib/core/failures/incidents/dependencies-in";
import type { OpenFailure } from "@/lib/core/failures/incidents/failure-ties";
import { unqualified } from "@/lib/core/inventory/unqualified";
import type { OpenFailureRow } from "@/lib/db/open-failures";

type FailureRow = Omit<OpenFailureRow, "region">;

/** A class as far as it matters for what it shares with others. `workers` are those who do the work where it is anchored. */
export function openFailure(row: FailureRow, startedAt: Date, workers: readonly string[]): OpenFailure {
  const { id, accountId, normalisedError, evidence } = row;
  const isTold = row.causeKind === "unknown" && evidence !== null && evidence.confidence !== "weak";
  const causeKind = isTold ? evidence.causeKind : row.causeKind;
  const text = row.errorText ?? evidence?.text ?? "";
  const dependencies = dependenciesIn(text, causeKind);
  return { id, startedAt, accountId, causeKind, normalisedError, consumers: consumersOf(row, workers), dependencies };
}

/** Who did the work that failed. What SQS moved failed in the consumer of its queue, also where nobody knows who that is. */
function consumersOf({ anchorArn, originKind }: FailureRow, workers: readonly string[]): readonly string[] {
  if (/^arn:[^:]+:lambda:/.test(anchorArn)) return [unqualified(anchorArn)];
  return workers.length === 0 && originKind === "sqs-redrive" ? [anchorArn] : workers;
}
