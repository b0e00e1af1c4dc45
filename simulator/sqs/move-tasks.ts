import { randomUUID } from "node:crypto";
import { sqsError } from "./errors";
import type { StoredMessage } from "./message";
import type { Queue } from "./queue";
import { allowsSource } from "./redrive-policy";
import { moveOn } from "./sending";

/** The highest rate one may ask for; also what "system optimised" amounts to here. */
export const MAX_MOVES_PER_SECOND = 500;
const STEP_MS = 100;
/** How long a cancelled task is seen as CANCELLING. */
const CANCELLING_MS = 1_000;
const LONGEST_TASK_MS = 36 * 3_600_000;
const LISTED_PER_SOURCE = 10;

export interface MoveTaskData {
  readonly id: string;
  readonly sourceArn: string;
  readonly destinationArn?: string;
  readonly perSecond?: number;
  readonly startedAt: number;
  readonly toMoveCount: number;
  /** The mover acts with the rights of the one who started it. */
  readonly senderId: string;
  /** Queues among the sources that the starter may not send to. */
  readonly deniedArns: readonly string[];
  status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  movedCount: number;
  nextStepAt: number;
  cancelledAt?: number;
  failureReason?: string;
}

export type MoveTask = MoveTaskData;

export type MoveTaskRequest = Pick<MoveTaskData, "destinationArn" | "perSecond" | "senderId" | "deniedArns">;

/** What a task needs of its account and Region. */
export interface QueueDirectory {
  findByArn(arn: string): Queue | undefined;
  wakeAll(): void;
}

const isActive = (task: MoveTask) => task.status === "RUNNING" || task.status === "CANCELLING";

/**
 * The move tasks of one account and Region. They run on the simulated clock: at every step a task has moved what its rate
 * allows since its start. It ends when it finds nothing to receive; messages in flight or delayed stay behind.
 *
 *   RUNNING → COMPLETED | FAILED      RUNNING → CANCELLING → CANCELLED
 */
export class MoveTasks {
  #tasks: MoveTask[];
  #active: MoveTask[];

  constructor(
    private readonly region: QueueDirectory,
    tasks: readonly MoveTaskData[],
  ) {
    this.#tasks = tasks.map((task) => ({ ...task }));
    this.#active = this.#tasks.filter(isActive);
  }

  all(): readonly MoveTask[] {
    return this.#tasks;
  }

  find(id: string): MoveTask | undefined {
    return this.#tasks.find((task) => task.id === id);
  }

  /** Newest first, at most ten per source. */
  of(sourceArn: string): MoveTask[] {
    return this.#tasks.filter((task) => task.sourceArn === sourceArn).reverse();
  }

  /** When the next step is due; Infinity when no task is active. */
  nextStepAt(): number {
    return this.#active.reduce((earliest, task) => Math.min(earliest, task.nextStepAt), Infinity);
  }

  start(source: Queue, request: MoveTaskRequest, now: number): MoveTask {
    if (this.#active.some((task) => task.sourceArn === source.arn)) {
      throw sqsError(
        "InvalidParameterValue",
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      );
    }
    const task: MoveTask = {
      ...request,
      id: randomUUID(),
      sourceArn: source.arn,
      startedAt: now,
      toMoveCount: source.store.counts.visible,
      status: "RUNNING",
      movedCount: 0,
      nextStepAt: now + stepMs(request.perSecond),
    };
    this.#tasks.push(task);
    this.#active.push(task);
    const listed = this.#tasks.filter((other) => other.sourceArn === source.arn);
    const forgotten = new Set(listed.slice(0, -LISTED_PER_SOURCE));
    this.#tasks = this.#tasks.filter((other) => !forgotten.has(other));
    this.region.wakeAll();
    return task;
  }

  /** Stops a running task; what was moved stays moved. */
  cancel(task: MoveTask, now: number): void {
    if (task.status !== "RUNNING") throw sqsError("ResourceNotFoundException", "Only active tasks can be cancelled.");
    task.status = "CANCELLING";
    task.cancelledAt = now;
    task.nextStepAt = now + CANCELLING_MS;
  }

  /** Plays every step that is due, in the order of time over all tasks. */
  advance(now: number): void {
    while (this.#active.length > 0) {
      const next = this.#active.reduce((a, b) => (b.nextStepAt < a.nextStepAt ? b : a));
      if (next.nextStepAt > now) return;
      this.#step(next, next.nextStepAt);
      if (!isActive(next)) this.#active = this.#active.filter((task) => task !== next);
    }
  }

  #step(task: MoveTask, at: number): void {
    if (task.status === "CANCELLING") {
      task.status = "CANCELLED";
      return;
    }
    const source = this.region.findByArn(task.sourceArn);
    if (!source) {
      fail(task, "AWS.SimpleQueueService.NonExistentQueue");
      return;
    }
    if (at - task.startedAt >= LONGEST_TASK_MS) {
      fail(task, "The task ran for 36 hours.");
      return;
    }
    source.settle(at);
    const dueCount = Math.floor(((at - task.startedAt) / 1000) * (task.perSecond ?? MAX_MOVES_PER_SECOND) + 1e-6);
    this.#move(task, source, dueCount, at);
    task.nextStepAt = at + stepMs(task.perSecond);
  }

  #move(task: MoveTask, source: Queue, dueCount: number, at: number): void {
    const cursor = source.store.open();
    let message: StoredMessage | undefined;
    const before = task.movedCount;
    while (task.status === "RUNNING" && task.movedCount < dueCount) {
      message = cursor.next();
      if (!message) {
        task.status = "COMPLETED";
        break;
      }
      const target = this.#targetOf(task, source, message);
      if (typeof target === "string") {
        cursor.putBack(message);
        fail(task, target);
        break;
      }
      moveOn(source, message, target, task.senderId, at);
      task.movedCount++;
    }
    cursor.close();
    source.count("received", task.movedCount - before, at);
  }

  /** The queue this message goes to, or the failure reason that AWS documents for redrive tasks. */
  #targetOf(task: MoveTask, source: Queue, message: StoredMessage): Queue | string {
    const arn = task.destinationArn ?? message.deadLetterSourceArn;
    if (!arn) return "CouldNotDetermineMessageSource";
    const target = this.region.findByArn(arn);
    if (!target) return "AWS.SimpleQueueService.NonExistentQueue";
    if (task.destinationArn)
      return message.bytes > target.settings.maximumMessageSize ? "InvalidParameterValue" : target;
    if (task.deniedArns.includes(arn) || !allowsSource(source.settings.redriveAllowPolicy, arn)) return "AccessDenied";
    return message.bytes > target.settings.maximumMessageSize ? "InvalidParameterValue" : target;
  }
}

function fail(task: MoveTask, reason: string): void {
  task.status = "FAILED";
  task.failureReason = reason;
}

function stepMs(perSecond = MAX_MOVES_PER_SECOND): number {
  return Math.max(STEP_MS, 1000 / perSecond);
}
