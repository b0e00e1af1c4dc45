import type { Execution, Thread } from "./execution";

export function addThread(
  execution: Execution,
  draft: Pick<Thread, "parent" | "index" | "item" | "state" | "input" | "previousEventId">,
  now: number,
): Thread {
  execution.lastThread += 1;
  const thread: Thread = {
    ...draft,
    id: execution.lastThread,
    stage: "enter",
    enteredAt: now,
    hasEntered: false,
    retries: {},
    wake: 0,
  };
  execution.threads[thread.id] = thread;
  return thread;
}

export function childrenOf(execution: Execution, { children = [] }: Thread): Thread[] {
  return children.map((id) => execution.threads[id]).filter((child) => child !== undefined);
}

/** Forgets the branches below a thread. */
export function dropChildren(execution: Execution, thread: Thread): void {
  for (const child of childrenOf(execution, thread)) {
    dropChildren(execution, child);
    delete execution.threads[child.id];
  }
  thread.children = undefined;
  thread.items = undefined;
}

/** Stops a thread and all below it where they stand, so that a redrive can go on from there. */
export function abortThread(execution: Execution, thread: Thread): void {
  for (const child of childrenOf(execution, thread)) abortThread(execution, child);
  if (thread.stage === "done" || thread.stage === "failed") return;
  thread.stage = "aborted";
  thread.outcome = undefined;
  thread.wake += 1;
}
