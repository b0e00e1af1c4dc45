import type { MoveTask } from "@/lib/aws/aws";

/** What was written down of a task before it was asked for, and after. */
export interface TaskWish {
  /** By the database's clock. */
  readonly intentAt: Date;
  readonly destinationArn: string | null;
  readonly ratePerSecond: number | null;
}
export type Recognised =
  | { readonly kind: "ours"; readonly task: MoveTask }
  | { readonly kind: "none" }
  /** One of these may be ours, or a stranger's. */
  | { readonly kind: "uncertain"; readonly count: number };

/** The clocks of SQS and of the database may differ by so much: what began in this time before the intent may be ours. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** The tasks with our destination and rate that began after the intent, or shortly before. */
export function tasksAlike(tasks: readonly MoveTask[], wish: TaskWish): MoveTask[] {
  return tasks.filter(
    ({ destinationArn, ratePerSecond, startedAt }) =>
      destinationArn === wish.destinationArn &&
      ratePerSecond === wish.ratePerSecond &&
      startedAt !== null &&
      startedAt.getTime() >= wish.intentAt.getTime() - CLOCK_DIFFERENCE_MS,
  );
}

/**
 * Which of a queue's tasks was begun by a worker that died before it could write the handle down: the only one with our
 * destination and rate that began after the intent. When another could be it as well, nobody can tell.
 */
export function ownTask(tasks: readonly MoveTask[], wish: TaskWish): Recognised {
  const alike = tasksAlike(tasks, wish);
  const [first] = alike;
  if (!first) return { kind: "none" };
  const isAfter = first.startedAt !== null && first.startedAt.getTime() >= wish.intentAt.getTime();
  return alike.length === 1 && isAfter ? { kind: "ours", task: first } : { kind: "uncertain", count: alike.length };
}
