import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { Unavailable } from "@/lib/core/errors";
import type { MoveTask } from "../aws";
import { call, type Door } from "../call";

export interface MoveTaskWish {
  readonly deadLetterQueueArn: string;
  readonly destinationArn?: string;
  readonly ratePerSecond?: number;
}

/**
 * Starts a move task, once: a lost answer is `aws-unavailable` with `effect: unknown`, and the list of tasks tells whether
 * it began. SQS refuses a second active task for the same queue, and a queue that no SQS queue dead-letters into.
 */
export async function startMoveTask(door: Door, wish: MoveTaskWish): Promise<string> {
  const command = new StartMessageMoveTaskCommand({
    SourceArn: wish.deadLetterQueueArn,
    DestinationArn: wish.destinationArn,
    MaxNumberOfMessagesPerSecond: wish.ratePerSecond,
  });
  const answer = await call(
    door,
    { action: "sqs:StartMessageMoveTask", resource: wish.deadLetterQueueArn, isOnce: true },
    () => door.clients.sqsOnce.send(command),
  );
  if (!answer.TaskHandle)
    throw new Unavailable("aws-unavailable", "SQS started a move task without telling its handle.", {
      retryable: false,
      effect: "unknown",
    });
  return answer.TaskHandle;
}

/** The up to 10 most recent move tasks, newest first. SQS tells a task's handle only while it runs. */
export async function moveTasks(door: Door, deadLetterQueueArn: string): Promise<MoveTask[]> {
  const command = new ListMessageMoveTasksCommand({ SourceArn: deadLetterQueueArn, MaxResults: 10 });
  const answer = await call(
    door,
    { action: "sqs:ListMessageMoveTasks", resource: deadLetterQueueArn, isControlPlane: true },
    (wire) => door.clients.sqs.send(command, wire),
  );
  const tasks = (answer.Results ?? []).map((task) => ({
    handle: task.TaskHandle ?? null,
    status: task.Status ?? "UNKNOWN",
    deadLetterQueueArn: task.SourceArn ?? deadLetterQueueArn,
    destinationArn: task.DestinationArn ?? null,
    ratePerSecond: task.MaxNumberOfMessagesPerSecond ?? null,
    movedCount: task.ApproximateNumberOfMessagesMoved ?? null,
    toMoveCount: task.ApproximateNumberOfMessagesToMove ?? null,
    startedAt: task.StartedTimestamp === undefined ? null : new Date(Number(task.StartedTimestamp)),
    failureReason: task.FailureReason ?? null,
  }));
  return tasks.sort((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0));
}

/** Cancels a running task; what it has moved stays moved. Returns how many that were, when SQS says. */
export async function cancelMoveTask(door: Door, handle: string): Promise<number | null> {
  const command = new CancelMessageMoveTaskCommand({ TaskHandle: handle });
  const answer = await call(door, { action: "sqs:CancelMessageMoveTask" }, (wire) =>
    door.clients.sqs.send(command, wire),
  );
  return answer.ApproximateNumberOfMessagesMoved ?? null;
}
