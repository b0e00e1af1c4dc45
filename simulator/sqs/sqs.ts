import type { Service } from "../service";
import * as moveTasks from "./operations/move-tasks";
import * as permissions from "./operations/permissions";
import * as queueSettings from "./operations/queue-settings";
import * as queues from "./operations/queues";
import * as receiving from "./operations/receive-message";
import * as sending from "./operations/sending-messages";
import * as settling from "./operations/settling-messages";

/** Amazon SQS: every operation that an application and a redrive tool call, under its own name. */
export const sqs: Service = {
  name: "sqs",
  wire: { kind: "json", target: "AmazonSQS", shapes: "com.amazonaws.sqs" },
  operations: { ...queues, ...queueSettings, ...permissions, ...sending, ...receiving, ...settling, ...moveTasks },
  trailed: {
    CreateQueue: "CreateQueue",
    DeleteQueue: "DeleteQueue",
    PurgeQueue: "PurgeQueue",
    SetQueueAttributes: "SetQueueAttributes",
    TagQueue: "TagQueue",
    UntagQueue: "UntagQueue",
    AddPermission: "AddPermission",
    RemovePermission: "RemovePermission",
    StartMessageMoveTask: "StartMessageMoveTask",
    CancelMessageMoveTask: "CancelMessageMoveTask",
  },
};
