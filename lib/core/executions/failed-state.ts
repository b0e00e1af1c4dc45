/** One event of an execution's history, as far as it is asked where the execution failed. */
export interface HistoryStep {
  readonly id: number;
  /** The event that led to it, 0 where Step Functions names none. */
  readonly previousId: number;
  /** For example ExecutionFailed or TaskStateEntered. */
  readonly type: string;
  /** Of an event that enters or leaves a state, its name. */
  readonly state: string | null;
}

const ENDS = ["ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"];

/**
 * The name of the state in which an execution ended, from its last steps, newest first: back from the end, event by event, to
 * the one that entered a state. Where the end names no event before it, the state that was entered last and never left. Null
 * when these steps do not tell.
 */
export function failedStateOf(newestFirst: readonly HistoryStep[]): string | null {
  const end = newestFirst.find(({ type }) => ENDS.includes(type));
  if (!end) return null;
  const byId = new Map(newestFirst.map((step) => [step.id, step]));
  if (end.previousId === 0) return lastLeftOpen(newestFirst);
  for (let step = byId.get(end.previousId); step; step = byId.get(step.previousId))
    if (isEntered(step)) return step.state;
  return null;
}

/** Whether these steps tell already, so that no further page is asked for. */
export function isEnoughHistory(newestFirst: readonly HistoryStep[]): boolean {
  return failedStateOf(newestFirst) !== null;
}

function lastLeftOpen(newestFirst: readonly HistoryStep[]): string | null {
  const left = new Map<string, number>();
  for (const step of newestFirst) {
    if (step.state === null) continue;
    const leftCount = left.get(step.state) ?? 0;
    if (!isEntered(step)) left.set(step.state, leftCount + 1);
    else if (leftCount === 0) return step.state;
    else left.set(step.state, leftCount - 1);
  }
  return null;
}

function isEntered({ type, state }: HistoryStep): boolean {
  return state !== null && type.endsWith("StateEntered");
}
