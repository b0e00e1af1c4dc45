import type { Executions, ListedExecution } from "@/lib/aws/step-functions/executions";
import { DloError } from "@/lib/core/errors";

/** Of what a state machine lets fail at once, this many of the newest are asked what they say. */
const MOST_DESCRIBED = 10;
const ERROR_CHARS = 256;
/** The most that Step Functions keeps: it is cut when it is masked. */
const CAUSE_CHARS = 32_768;
const GROUPED_CHARS = 4096;

/** What an execution says; one that was not asked is grouped as the nearest in time that was. */
export interface ReadEnd extends ListedExecution {
  readonly error: string | null;
  readonly cause: string | null;
  readonly isRead: boolean;
  readonly groupedAs: { readonly error: string | null; readonly cause: string | null };
}

/** Asks the newest of these executions what they say. One that Step Functions has forgotten says nothing; a refusal throws. */
export async function readEnds(stepFunctions: Executions, ended: readonly ListedExecution[]): Promise<ReadEnd[]> {
  const newestFirst = [...ended].sort((one, other) => other.stoppedAt.getTime() - one.stoppedAt.getTime());
  const read: { stoppedAt: Date; error: string | null; cause: string | null }[] = [];
  const all: ReadEnd[] = [];
  for (const [index, one] of newestFirst.entries()) {
    const told = index < MOST_DESCRIBED ? await tell(stepFunctions, one.arn) : undefined;
    if (told) read.push({ stoppedAt: one.stoppedAt, ...told });
    // The newest were read first: of those that follow, the oldest that was read is the nearest.
    const by = told ?? read.at(-1) ?? { error: null, cause: null };
    const groupedAs = { error: by.error, cause: bounded(by.cause, GROUPED_CHARS) };
    all.push({ ...one, error: told?.error ?? null, cause: told?.cause ?? null, isRead: told !== undefined, groupedAs });
  }
  return all;
}

async function tell(stepFunctions: Executions, executionArn: string) {
  try {
    const { error, cause } = await stepFunctions.describeExecution(executionArn);
    return { error: bounded(error, ERROR_CHARS), cause: bounded(cause, CAUSE_CHARS) };
  } catch (error) {
    if (error instanceof DloError && error.code === "aws-not-found") return undefined;
    throw error;
  }
}

/** Postgres text holds no NUL, and half a surrogate pair is no text at all. */
function bounded(text: string | null, chars: number): string | null {
  return text === null ? null : text.slice(0, chars).replaceAll("\u0000", "\uFFFD").toWellFormed();
}
