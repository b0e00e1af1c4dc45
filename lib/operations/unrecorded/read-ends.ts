import type { ExecutionDescription, Executions, ListedExecution } from "@/lib/aws/step-functions/executions";
import { DloError } from "@/lib/core/errors";
import { nowStatusOf } from "@/lib/core/executions/now-status";
import type { ExecutionSight } from "@/lib/db/failed-executions";

/** Of what a state machine lets fail at once, this many of the newest are asked what they say. */
const MOST_DESCRIBED = 10;
const ERROR_CHARS = 256;
/** The most that Step Functions keeps: it is cut when it is masked. */
const CAUSE_CHARS = 32_768;
const GROUPED_CHARS = 4096;
const REASON_CHARS = 500;

/** What an execution says; one that was not asked is grouped as the nearest in time that was. */
export interface ReadEnd extends ListedExecution {
  readonly error: string | null;
  readonly cause: string | null;
  readonly isRead: boolean;
  readonly groupedAs: { readonly error: string | null; readonly cause: string | null };
  /** How it stood when it was asked; null for one that was not. */
  readonly sight: ExecutionSight | null;
}

/**
 * Asks the newest of these executions what they say and where they failed. One that Step Functions has forgotten, or that runs
 * again already, says nothing of its end; a refusal throws.
 */
export async function readEnds(
  stepFunctions: Pick<Executions, "describeExecution">,
  ended: readonly ListedExecution[],
  whereFailed: (executionArn: string) => Promise<string | null>,
): Promise<ReadEnd[]> {
  const newestFirst = [...ended].sort((one, other) => other.stoppedAt.getTime() - one.stoppedAt.getTime());
  const read: Told[] = [];
  const all: ReadEnd[] = [];
  for (const [index, one] of newestFirst.entries()) {
    const told = index < MOST_DESCRIBED ? await tell(stepFunctions, one, whereFailed) : undefined;
    const isRead = told?.sight.nowStatus === "failed";
    if (told && isRead) read.push(told);
    // The newest were read first: of those that follow, the oldest that was read is the nearest.
    const by = (isRead ? told : read.at(-1)) ?? { error: null, cause: null };
    const groupedAs = { error: by.error, cause: bounded(by.cause, GROUPED_CHARS) };
    const own = isRead ? { error: told.error, cause: told.cause } : { error: null, cause: null };
    all.push({ ...one, ...own, isRead, groupedAs, sight: told?.sight ?? null });
  }
  return all;
}

interface Told {
  readonly error: string | null;
  readonly cause: string | null;
  readonly sight: ExecutionSight;
}

async function tell(
  stepFunctions: Pick<Executions, "describeExecution">,
  { arn, stoppedAt }: ListedExecution,
  whereFailed: (executionArn: string) => Promise<string | null>,
): Promise<Told> {
  const told = await described(stepFunctions, arn);
  const sight = sightOf(stoppedAt, told);
  return {
    error: bounded(told?.error ?? null, ERROR_CHARS),
    cause: bounded(told?.cause ?? null, CAUSE_CHARS),
    sight: sight.nowStatus === "failed" ? { ...sight, failedState: await whereFailed(arn) } : sight,
  };
}

/** How an execution stands; undefined when Step Functions does not know it any more. */
export async function described(
  stepFunctions: Pick<Executions, "describeExecution">,
  executionArn: string,
): Promise<ExecutionDescription | undefined> {
  try {
    return await stepFunctions.describeExecution(executionArn);
  } catch (error) {
    if (error instanceof DloError && error.code === "aws-not-found") return undefined;
    throw error;
  }
}

/** What is kept of how an execution stands that ended then. */
export function sightOf(stoppedAt: Date, told: ExecutionDescription | undefined): ExecutionSight {
  return {
    nowStatus: nowStatusOf(stoppedAt, told),
    failedState: null,
    aliasArn: told?.aliasArn ?? null,
    redriveStatus: told?.redriveStatus ?? null,
    redriveReason: bounded(told?.redriveReason ?? null, REASON_CHARS),
    redriveCount: told?.redriveCount ?? null,
    redrivenAt: told?.redrivenAt ?? null,
  };
}

/** Postgres text holds no NUL, and half a surrogate pair is no text at all. */
function bounded(text: string | null, chars: number): string | null {
  return text === null ? null : text.slice(0, chars).replaceAll("\u0000", "\uFFFD").toWellFormed();
}
