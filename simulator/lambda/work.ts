import type { World } from "../service";
import { emit } from "./emit";
import type { LambdaFunction } from "./functions-state";
import { isJson } from "./items";
import type { FunctionError, Verdict } from "./judge";

/** How a function treats a batch: tells which items failed instead of throwing; stops at the first failure. */
export interface BatchStyle {
  readonly reportsItems: boolean;
  readonly isOrdered: boolean;
}

export type WorkResult =
  | { readonly threw: FunctionError }
  | { readonly isTimeout: true }
  | { readonly returned: unknown };

export interface Worked {
  readonly ms: number;
  readonly result: WorkResult;
  /** What was printed, in order. */
  readonly prints: readonly (string | { readonly failedId: string; readonly error: FunctionError })[];
}

interface Task {
  readonly verdicts: readonly Verdict[];
  readonly batch?: BatchStyle;
  readonly timeoutSeconds: number;
}

/** Does what the verdicts say, one after the other, until the function throws, runs out of time or is done. */
export function work(world: World, fn: LambdaFunction, task: Task, now: number): Worked {
  const { verdicts, batch, timeoutSeconds } = task;
  const prints: (string | { failedId: string; error: FunctionError })[] = [];
  const failedIds: string[] = [];
  const answers: unknown[] = [];
  const done = (result: WorkResult): Worked => ({ ms: Math.ceil(ms), result, prints });
  let ms = 0;
  for (const [index, verdict] of verdicts.entries()) {
    prints.push(...verdict.log);
    if (verdict.fails === "timeout" || verdict.ms >= timeoutSeconds * 1000) {
      if (verdict.id !== undefined) prints.push(`Processing record ${verdict.id}`);
      ms = timeoutSeconds * 1000;
      return done({ isTimeout: true });
    }
    ms = Math.max(ms, verdict.ms);
    const error = errorOf(world, fn, verdict, now);
    if (!error) {
      answers.push(...(verdict.returns === undefined || verdict.returns === null ? [] : [verdict.returns]));
      continue;
    }
    if (verdict.id !== undefined) prints.push({ failedId: verdict.id, error });
    if (!batch?.reportsItems) return done({ threw: error });
    const failed = batch.isOrdered ? verdicts.slice(index) : [verdict];
    failedIds.push(...failed.flatMap(({ id }) => id ?? []));
    if (batch.isOrdered) break;
  }
  return done({ returned: answerOf(batch, failedIds, answers) });
}

function errorOf(world: World, fn: LambdaFunction, verdict: Verdict, now: number): FunctionError | undefined {
  if (typeof verdict.fails === "object") return verdict.fails;
  for (const emission of verdict.emissions) {
    const problem = emit(world, fn, emission, now);
    if (problem) return { type: problem.code.split(".").at(-1) ?? problem.code, message: problem.message };
  }
  return undefined;
}

/** Of a batch the items' own `batchItemFailures` are joined; any other answer of an item stands for the whole batch. */
function answerOf(batch: BatchStyle | undefined, failedIds: readonly string[], answers: readonly unknown[]): unknown {
  if (!batch) return answers[0] ?? null;
  const odd = answers.find((answer) => !isJson(answer));
  if (odd !== undefined) return odd;
  const listed = answers.flatMap((answer) => (isJson(answer) ? (answer.batchItemFailures ?? []) : []));
  if (!batch.reportsItems && listed.length === 0) return null;
  return { batchItemFailures: [...failedIds.map((itemIdentifier) => ({ itemIdentifier })), ...listed] };
}
