import type {
  CancelMessageMoveTaskCommandInput,
  CancelMessageMoveTaskCommandOutput,
  ListMessageMoveTasksCommandInput,
  ListMessageMoveTasksCommandOutput,
  ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommandInput,
  StartMessageMoveTaskCommandOutput,
} from "@aws-sdk/client-sqs";
import { AwsError } from "../../aws-error";
import type { Call, Operation } from "../../service";
import { checkRange, missingParameter, sqsError } from "../errors";
import { authorizeArn, type Located, locateByArn } from "../locate";
import { MAX_MOVES_PER_SECOND, type MoveTask } from "../move-tasks";
import type { Queue } from "../queue";
import { allowsSource } from "../redrive-policy";
import { operation, type Wire } from "../wire";

const MOVER_ACTIONS = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

function refuse(message: string): AwsError {
  return sqsError("InvalidParameterValue", message);
}

function writeTaskHandle({ id, sourceArn }: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString("base64");
}

function readTaskHandle(handle: string): { taskId: string; sourceArn: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle, "base64").toString("utf8")) as Record<string, unknown>;
    if (typeof taskId === "string" && typeof sourceArn === "string") return { taskId, sourceArn };
  } catch {
    // Not a handle of ours: refused below, in the same words as one of the wrong shape.
  }
  throw refuse("Value for parameter TaskHandle is invalid.");
}

function destinationOf(call: Call, source: Queue, arn: string | undefined): Queue | undefined {
  if (!arn) return undefined;
  if (arn === source.arn) throw refuse("Source queue arn and destination queue arn must not be the same.");
  const { queue } = locateByArn(call, "DestinationArn", arn, ["sqs:SendMessage"]);
  if (queue.isFifo !== source.isFifo)
    throw refuse("The destination queue must be of the same type as the source queue.");
  return queue;
}

/** The sources that the caller may not send to: the task fails with AccessDenied when it meets a message of theirs. */
function deniedSources(call: Call, { region, queue }: Located): string[] {
  return region
    .sourcesOf(queue)
    .map((source) => source.arn)
    .filter((arn) => {
      try {
        authorizeArn(call, arn, "sqs:SendMessage");
        return false;
      } catch (error) {
        if (error instanceof AwsError) return true;
        throw error;
      }
    });
}

export const StartMessageMoveTask: Operation = operation<
  StartMessageMoveTaskCommandInput,
  StartMessageMoveTaskCommandOutput
>((call, input) => {
  if (!input.SourceArn) throw missingParameter("SourceArn");
  checkRange(
    "MaxNumberOfMessagesPerSecond",
    input.MaxNumberOfMessagesPerSecond,
    1,
    MAX_MOVES_PER_SECOND,
    `Must be >= 1 and <= ${MAX_MOVES_PER_SECOND}, if provided.`,
  );
  const located = locateByArn(call, "SourceArn", input.SourceArn, [call.action, ...MOVER_ACTIONS]);
  const { region, queue, now } = located;
  const sources = region.sourcesOf(queue);
  if (!sources.some((source) => allowsSource(queue.settings.redriveAllowPolicy, source.arn))) {
    throw refuse("Source queue must be configured as a Dead Letter Queue.");
  }
  const destination = destinationOf(call, queue, input.DestinationArn);
  const task = region.moveTasks.start(
    queue,
    {
      destinationArn: destination?.arn,
      perSecond: input.MaxNumberOfMessagesPerSecond,
      senderId: call.principal.userId,
      deniedArns: destination ? [] : deniedSources(call, located),
    },
    now,
  );
  return { TaskHandle: writeTaskHandle(task) };
});

export const ListMessageMoveTasks: Operation = operation<
  ListMessageMoveTasksCommandInput,
  ListMessageMoveTasksCommandOutput
>((call, input) => {
  if (!input.SourceArn) throw missingParameter("SourceArn");
  checkRange("MaxResults", input.MaxResults, 1, 10);
  const { region, queue } = locateByArn(call, "SourceArn", input.SourceArn, [call.action]);
  return {
    Results: region.moveTasks
      .of(queue.arn)
      .slice(0, input.MaxResults ?? 1)
      .map(listed),
  };
});

function listed(task: MoveTask): Wire<ListMessageMoveTasksResultEntry> {
  return {
    TaskHandle: task.status === "RUNNING" ? writeTaskHandle(task) : undefined,
    Status: task.status,
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    MaxNumberOfMessagesPerSecond: task.perSecond,
    ApproximateNumberOfMessagesMoved: task.movedCount,
    ApproximateNumberOfMessagesToMove: task.toMoveCount,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedAt,
  };
}

export const CancelMessageMoveTask: Operation = operation<
  CancelMessageMoveTaskCommandInput,
  CancelMessageMoveTaskCommandOutput
>((call, input) => {
  if (!input.TaskHandle) throw missingParameter("TaskHandle");
  const { taskId, sourceArn } = readTaskHandle(input.TaskHandle);
  const { region, now } = locateByArn(call, "SourceArn", sourceArn, [call.action, ...MOVER_ACTIONS]);
  const task = region.moveTasks.find(taskId);
  if (!task) throw sqsError("ResourceNotFoundException", "Task does not exist.");
  region.moveTasks.cancel(task, now);
  return { ApproximateNumberOfMessagesMoved: task.movedCount };
});
