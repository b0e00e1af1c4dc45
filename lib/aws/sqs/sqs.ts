import type { Sqs } from "../aws";
import type { Door } from "../call";
import type { AwsLog } from "../log";
import { deleteMessages } from "./delete";
import { cancelMoveTask, moveTasks, startMoveTask } from "./move-tasks";
import { purge } from "./purge";
import { listQueueUrls, queueAttributes, queueTags, queueUrlOf } from "./queues";
import { receive } from "./receive";
import { send } from "./send";
import { setRetention } from "./set-retention";
import { changeVisibility } from "./visibility";

/** SQS as one session sees it. */
export function sqsOf(door: Door, log: AwsLog, urls: Map<string, string>): Sqs {
  return {
    listQueueUrls: () => listQueueUrls(door),
    attributes: (queueUrl) => queueAttributes(door, queueUrl),
    tags: (queueUrl) => queueTags(door, queueUrl),
    receive: (queueUrl, wish) => receive(door, queueUrl, wish),
    release: (queueUrl, handles) => changeVisibility(door, log, queueUrl, handles, 0),
    extend: (queueUrl, handles, seconds) => changeVisibility(door, log, queueUrl, handles, seconds),
    send: (queueUrl, messages) => send(door, queueUrl, messages),
    delete: (queueUrl, handles) => deleteMessages(door, queueUrl, handles),
    urlOf: (queueArn) => queueUrlOf(door, urls, queueArn),
    startMoveTask: (wish) => startMoveTask(door, wish),
    moveTasks: (deadLetterQueueArn) => moveTasks(door, deadLetterQueueArn),
    cancelMoveTask: (handle) => cancelMoveTask(door, handle),
    purge: (queueUrl) => purge(door, queueUrl),
    setRetention: (queueUrl, seconds) => setRetention(door, queueUrl, seconds),
  };
}
