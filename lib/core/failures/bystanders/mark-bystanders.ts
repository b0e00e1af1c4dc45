import { type Batching, batchesOf, type Taken } from "./batches";

/**
 * What the consumer's log says of a message: *names-it*: an error names this message alone; *maybe*: an error is tied to it
 * and perhaps to others; *not-it*: its batch failed, and no error is tied to it; *cleared*: it was in the run whose error names
 * another; *unknown*: not asked, or not readable.
 */
export type LogVerdict = "names-it" | "maybe" | "not-it" | "cleared" | "unknown";

/** A message that SQS moved from one queue. `logText` is what the log says where it names this message. */
export interface BatchMate extends Taken {
  readonly id: string;
  readonly messageType: string;
  readonly shape: string;
  readonly log: LogVerdict;
  readonly logText: string;
}

/**
 * Why messages were probably only dragged along by another of their batch, by message row id. Pure, and never without a
 * culprit: either an error in the log names another message of the batch, and this one was looked for in vain or is of a
 * kind that never failed without one; or the few of the batch are of a kind that fails alone too, and this kind never does.
 * Where batches are waited for to fill nobody knows what fails alone: only the log tells there. Whom the log clears by itself
 * is marked also where times do not tell the batches apart.
 */
export function markBystanders(messages: readonly BatchMate[], batching: Batching): Map<string, string> {
  const cleared = messages.filter(({ log }) => log === "cleared").map(({ id }): Marked[number] => [id, CLEARED]);
  return new Map([...cleared, ...markedInBatches(messages, batching)]);
}

const CLEARED = "was in one batch with another message, which an error in the log of its consumer names";

function markedInBatches(messages: readonly BatchMate[], batching: Batching): Map<string, string> {
  const batches = batchesOf(messages, batching);
  if (batching.batchWindowSeconds !== null) return new Map(batches.flatMap((batch) => namedByLog(batch)));
  const guiltyKinds = new Set([
    ...messages.filter(({ log }) => log === "names-it").map(kindOf),
    ...batches.filter((batch) => new Set(batch.map(kindOf)).size === 1).flatMap((batch) => batch.map(kindOf)),
  ]);
  const aloneKinds = new Set(batches.filter(({ length }) => length === 1).flatMap((batch) => batch.map(kindOf)));
  return new Map(
    batches.flatMap((batch) => {
      const hasCulprit = batch.some(({ log }) => log === "names-it");
      return hasCulprit ? namedByLog(batch, guiltyKinds) : oddOnesOut(batch, guiltyKinds, aloneKinds);
    }),
  );
}

type Marked = [id: string, reason: string][];

/** Whom the log clears, and, where kinds tell something, who is of none that fails by itself. */
function namedByLog(batch: readonly BatchMate[], guiltyKinds?: ReadonlySet<string>): Marked {
  const culprit = batch.find(({ log }) => log === "names-it");
  if (culprit === undefined) return [];
  const isOfNoGuiltyKind = (mate: BatchMate) => guiltyKinds !== undefined && !guiltyKinds.has(kindOf(mate));
  const isInnocent = (mate: BatchMate) =>
    mate.log === "not-it" || mate.log === "cleared" || (mate.log === "unknown" && isOfNoGuiltyKind(mate));
  const reason = `was in one batch with ${culprit.messageId}, which an error in the log of its consumer names: ${culprit.logText}`;
  return batch.filter(isInnocent).map(({ id }) => [id, reason]);
}

function oddOnesOut(
  batch: readonly BatchMate[],
  guiltyKinds: ReadonlySet<string>,
  aloneKinds: ReadonlySet<string>,
): Marked {
  const odd = batch.filter((mate) => aloneKinds.has(kindOf(mate)));
  const [culprit] = odd;
  const isFew = odd.length * 2 < batch.length;
  if (culprit === undefined || !isFew) return [];
  const innocent = batch.filter((mate) => mate.log !== "maybe" && !guiltyKinds.has(kindOf(mate)));
  const reason = (mate: BatchMate) => {
    const what = culprit.messageType === mate.messageType ? "of another shape" : `a ${culprit.messageType}`;
    return `was in one batch with ${culprit.messageId}, which is ${what}: such messages fail alone too, and none like this one does`;
  };
  return innocent.map((mate) => [mate.id, reason(mate)]);
}

function kindOf({ messageType, shape }: BatchMate): string {
  return JSON.stringify([messageType, shape]);
}
