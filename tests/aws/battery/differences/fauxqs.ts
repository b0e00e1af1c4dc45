import type { KnownDifferences } from "../known-differences";

export const FAUXQS: KnownDifferences = {
  absent: [
    "sqs/permission-added",
    "sqs/permission-removed",
    "sqs/sources",
    "sqs/sources-none",
    "sqs/sources-pages",
    "sqs/move-home",
    "sqs/move-to",
    "sqs/move-carries",
    "sqs/move-fifo",
    "sqs/move-of-no-dlq",
    "sqs/move-of-no-dlq-error",
    "sqs/move-of-absent",
    "sqs/move-to-absent",
    "sqs/move-to-itself",
    "sqs/move-to-other-type",
    "sqs/move-rate-limit",
    "sqs/move-one-at-a-time",
    "sqs/move-unknown-source",
    "sqs/tasks-running",
    "sqs/tasks-ended",
    "sqs/tasks-default-one",
    "sqs/tasks-time",
    "sqs/cancel",
    "sqs/cancel-ended",
    "sqs/cancel-garbage",
    "sqs/move-destination-deleted",
  ],
  answers: {
    // the same name with other attributes is QueueNameExists (model)
    "sqs/create-other-attributes": "AWS.SimpleQueueService.QueueNameExists",
    // a name has 1 to 80 letters, digits, hyphens and underscores (documented)
    "sqs/create-bad-names": ["accepted", "accepted"],
    // a retention below a minute is InvalidAttributeValue (model)
    "sqs/create-attribute-range": "AWS.SimpleQueueService.InvalidAttributeValue",
    // an attribute that does not exist is InvalidAttributeName (model)
    "sqs/create-unknown-attribute": "ok",
    // a redrive policy names a queue that exists (seen)
    "sqs/create-missing-dlq": "ok",
    // the dead-letter queue of a FIFO queue is a FIFO queue (documented)
    "sqs/create-dlq-of-other-type": "accepted",
    // the name of a deleted queue is blocked for a minute (model)
    "sqs/create-recently-deleted": "ok",
    // a list of no queues has no list (memory)
    "sqs/list-none": false,
    // nothing is told when nothing is asked for (documented)
    "sqs/attributes-unasked": [
      "QueueArn",
      "VisibilityTimeout",
      "DelaySeconds",
      "MaximumMessageSize",
      "MessageRetentionPeriod",
      "ReceiveMessageWaitTimeSeconds",
      "ApproximateNumberOfMessages",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesDelayed",
      "CreatedTimestamp",
      "LastModifiedTimestamp",
      "SqsManagedSseEnabled",
    ],
    // a name that is none is InvalidAttributeName (model)
    "sqs/attributes-unknown-name": "ok",
    // a visibility timeout above twelve hours is InvalidAttributeValue (model)
    "sqs/set-range": "AWS.SimpleQueueService.InvalidAttributeValue",
    // a dead-letter queue that allows no source refuses one (documented)
    "sqs/set-redrive-allow": "accepted",
    // at most ten sources may be named (documented)
    "sqs/set-redrive-allow-many": "accepted",
    // a KMS key takes the place of SQS's own encryption, and its data key is kept five minutes (documented)
    "sqs/set-kms": { KmsMasterKeyId: "alias/aws/sqs", hasBoth: true },
    // the answer to a send has the MD5 of the body and the id that is received (documented)
    "sqs/send-digest": { error: "AWS.SimpleQueueService.InvalidMessageContents" },
    // the trace header arrives as a system attribute, and its digest is told (documented)
    "sqs/send-trace-header": [null, null],
    // a standard queue keeps the message's group, for fair queues (documented)
    "sqs/send-group-on-standard": null,
    // a message that is too large is InvalidParameterValue (seen)
    "sqs/send-too-large-error": "AWS.SimpleQueueService.InvalidParameterValue",
    // an empty body is MissingParameter (memory)
    "sqs/send-empty-error": "AWS.SimpleQueueService.MissingParameter",
    // a character that XML 1.0 does not have is InvalidMessageContents (model)
    "sqs/send-characters": [
      "AWS.SimpleQueueService.InvalidMessageContents",
      "AWS.SimpleQueueService.InvalidMessageContents",
      "ok",
    ],
    // a message has at most ten attributes (documented)
    "sqs/send-eleven-attributes": "accepted",
    // names do not begin with AWS. or a full stop, nor hold spaces or two full stops (documented)
    "sqs/send-attribute-names": ["accepted", "accepted", "accepted", "accepted", "accepted", "accepted", "accepted"],
    // an attribute's type and value are not empty (documented)
    "sqs/send-attribute-empty": "accepted",
    // a delayed message is counted apart, and comes in its time (documented)
    "sqs/send-delay": ["0/0/1", "0/0/1"],
    // a delay is at most fifteen minutes (documented)
    "sqs/send-delay-range": "accepted",
    // a deduplication id is for FIFO queues only (documented)
    "sqs/send-dedup-on-standard": "accepted",
    // eleven messages are InvalidParameterValue (seen)
    "sqs/receive-limits-error": "AWS.SimpleQueueService.InvalidParameterValue",
    // attributes that were not asked for are not told (documented)
    "sqs/receive-unasked": ["x", true, false],
    // a received message is in flight until its visibility timeout is over, whoever asks (documented)
    "sqs/receive-hides": ["0/1/0", "0/1/0"],
    // a receive attempt id is for FIFO queues only (documented)
    "sqs/receive-attempt-on-standard": "accepted",
    // a handle that is none is ReceiptHandleIsInvalid (model)
    "sqs/delete-garbage": "ok",
    // on a FIFO queue a delete after the visibility timeout fails (documented)
    "sqs/delete-fifo-late": "accepted",
    // a garbage handle fails alone (documented)
    "sqs/delete-batch": [["e0", "e1", "e2"], []],
    // twelve hours count from the receive, so that a moment later twelve more are refused (documented)
    "sqs/visibility-total": "accepted",
    // a message that is not in flight is MessageNotInflight (model)
    "sqs/visibility-not-in-flight": "ok",
    // a handle that is none is ReceiptHandleIsInvalid (model)
    "sqs/visibility-garbage": "MessageNotInflight",
    // a second purge within a minute is PurgeQueueInProgress (model)
    "sqs/purge-twice": "ok",
    // a message without a group is MissingParameter (memory)
    "sqs/fifo-needs-group-error": "AWS.SimpleQueueService.MissingParameter",
    // one receive gives several messages of a group, in order (documented)
    "sqs/fifo-order": ["1"],
    // a message whose visibility timeout ends comes again before its followers (documented)
    "sqs/fifo-returns-in-front": ["1"],
    // a receive that is tried again under its attempt id gives the same messages (documented)
    "sqs/fifo-attempt": [["1"], [], false],
    // nothing moves by itself when the last visibility timeout ends (documented)
    "sqs/dead-letter-stays-without-receive": ["0/1/0", "0/0/0"],
    // a dead letter keeps its body, its attributes and its group (documented)
    "sqs/dead-letter-content": ["poison", "orders", null],
    // a dead letter names the queue it came from (documented)
    "sqs/dead-letter-source": false,
    // the receive count is over all queues: two at the source and one here are three (documented)
    "sqs/dead-letter-count": "4",
    // a FIFO dead letter keeps its group and has the original message id for its deduplication id (documented)
    "sqs/dead-letter-fifo": ["g1", false],
    // a filter policy that is none is InvalidParameter (model)
    "sns/subscribe-bad-filter": "ok",
    // a FIFO topic feeds a FIFO queue, in order and once (documented)
    "sns/publish-fifo": [["1", "g"]],
    // what a deleted queue cannot get goes to the subscription's dead-letter queue (documented)
    "sns/publish-to-deleted": 0,
    // a queue whose policy does not let the topic in gets nothing (documented)
    "sns/publish-locked": 1,
  },
};
