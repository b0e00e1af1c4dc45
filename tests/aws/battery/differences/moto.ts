import type { KnownDifferences } from "../known-differences";

export const MOTO: KnownDifferences = {
  absent: [
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
    "events/test-source",
    "events/test-and",
    "events/test-array",
    "events/test-types",
    "events/test-empty",
    "events/test-prefix",
    "events/test-prefix-ignore-case",
    "events/test-suffix",
    "events/test-suffix-ignore-case",
    "events/test-equals-ignore-case",
    "events/test-anything-but",
    "events/test-anything-but-list",
    "events/test-anything-but-prefix",
    "events/test-anything-but-prefixes",
    "events/test-anything-but-suffix",
    "events/test-anything-but-ignore-case",
    "events/test-anything-but-wildcard",
    "events/test-numeric",
    "events/test-cidr",
    "events/test-exists",
    "events/test-exists-not",
    "events/test-wildcard",
    "events/test-or",
    "events/test-mixed",
    "events/test-array-of-objects",
    "events/test-or-and",
    "events/test-exists-deep",
    "events/test-cidr-6",
    "events/test-numeric-negative",
    "events/test-wildcard-many",
    "events/test-unicode",
    "events/input-transformer",
    "states/redrive-failed",
    "states/redrive-succeeded",
    "states/redrive-garbage",
  ],
  answers: {
    // a retention below a minute is InvalidAttributeValue (model)
    "sqs/create-attribute-range": "ok",
    // an attribute that does not exist is InvalidAttributeName (model)
    "sqs/create-unknown-attribute": "ok",
    // a redrive policy names a queue that exists (seen)
    "sqs/create-missing-dlq": "QueueDoesNotExist",
    // the name of a deleted queue is blocked for a minute (model)
    "sqs/create-recently-deleted": "ok",
    // queues are listed by prefix, MaxResults at a time (documented)
    "sqs/list-pages": [3, 0, true],
    // All tells every setting and counter of a standard queue and its default (documented)
    "sqs/attributes-of-standard": {
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesDelayed: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
      DelaySeconds: "0",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      ReceiveMessageWaitTimeSeconds: "0",
      VisibilityTimeout: "30",
      SqsManagedSseEnabled: "true",
      times: [false, false],
    },
    // a visibility timeout above twelve hours is InvalidAttributeValue (model)
    "sqs/set-range": "ok",
    // a standard queue cannot become a FIFO queue (documented)
    "sqs/set-type": "accepted",
    // a dead-letter queue that allows no source refuses one (documented)
    "sqs/set-redrive-allow": { error: "InvalidAttributeName" },
    // at most ten sources may be named (documented)
    "sqs/set-redrive-allow-many": "accepted",
    // a KMS key takes the place of SQS's own encryption, and its data key is kept five minutes (documented)
    "sqs/set-kms": { KmsMasterKeyId: "alias/aws/sqs", KmsDataKeyReusePeriodSeconds: "300", hasBoth: true },
    // the trace header arrives as a system attribute, and its digest is told (documented)
    "sqs/send-trace-header": ["Root=1-5759e988-bd862e3fe1be46a994272793", null],
    // 1 MiB is accepted and arrives whole, one byte more is refused (documented)
    "sqs/send-one-mib": ["accepted", true, "accepted"],
    // attributes count towards the size (documented)
    "sqs/send-attributes-count-as-size": "accepted",
    // a body has at least one character (documented)
    "sqs/send-empty": "accepted",
    // an empty body is MissingParameter (memory)
    "sqs/send-empty-error": "ok",
    // a character that XML 1.0 does not have is InvalidMessageContents (model)
    "sqs/send-characters": ["ok", "ok", "ok"],
    // a message has at most ten attributes (documented)
    "sqs/send-eleven-attributes": "accepted",
    // names do not begin with AWS. or a full stop, nor hold spaces or two full stops (documented)
    "sqs/send-attribute-names": ["accepted", "accepted", "accepted", "accepted", "accepted", "refused", "accepted"],
    // an attribute's type and value are not empty (documented)
    "sqs/send-attribute-empty": "accepted",
    // a deduplication id is for FIFO queues only (seen)
    "sqs/send-dedup-on-standard": "accepted",
    // a bad entry fails alone, and it was the sender's fault (documented)
    "sqs/batch-partly": { good: ["e0", "e1", "e2"], bad: [] },
    // a receive attempt id is for FIFO queues only (seen)
    "sqs/receive-attempt-on-standard": "accepted",
    // on a FIFO queue a delete after the visibility timeout fails (documented)
    "sqs/delete-fifo-late": "accepted",
    // a message that is not in flight is MessageNotInflight (model)
    "sqs/visibility-not-in-flight": "ok",
    // a second purge within a minute is PurgeQueueInProgress (model)
    "sqs/purge-twice": "ok",
    // within five minutes the same deduplication id is accepted and not delivered, even after a delete (documented)
    "sqs/fifo-same-id": ["accepted", ["first"], ["third"]],
    // a duplicate is answered with the first one's message id (memory)
    "sqs/fifo-same-message-id": [false, true],
    // a send is answered with a sequence number that grows, and the message has it (documented)
    "sqs/fifo-sequence": [false, false],
    // a receive that is tried again under its attempt id gives the same messages (documented)
    "sqs/fifo-attempt": [["1", "2"], [], false],
    // a dead letter names the queue it came from (documented)
    "sqs/dead-letter-source": false,
    // a FIFO dead letter keeps its group and has the original message id for its deduplication id (documented)
    "sqs/dead-letter-fifo": ["g1", false],
    // sources are listed MaxResults at a time (documented)
    "sqs/sources-pages": [3, 0],
    // a topic counts its subscriptions; an absent one is NotFound (documented)
    "sns/topic-attributes": [true, "0", "NotFoundException"],
    // a queue gets the notification in its envelope, with the subscription in the unsubscribe link (documented)
    "sns/publish-envelope": {
      Type: "Notification",
      Subject: "greeting",
      Message: "hello",
      MessageAttributes: { team: { Type: "String", Value: "orders" } },
      signed: true,
      isSame: true,
      hasLink: false,
      outside: {},
    },
    // a message has at least one character (seen)
    "sns/publish-empty": "accepted",
    // what a deleted queue cannot get goes to the subscription's dead-letter queue (documented)
    "sns/publish-to-deleted": { error: "AWS.SimpleQueueService.NonExistentQueue" },
    // a queue whose policy does not let the topic in gets nothing (documented)
    "sns/publish-locked": 1,
    // a disabled rule delivers nothing, an enabled one does again (documented)
    "events/rule-disabled": [1, 1],
    // at most 185 retries, and an age of a minute at least (model)
    "events/target-retry-range": ["accepted", "accepted"],
    // targets are listed Limit at a time (documented)
    "events/targets-pages": [2, 2, false],
    // a rule delivers by a field of any object in an array (documented)
    "events/deliver-array-of-objects": [false, false],
    // a pattern that is none is InvalidEventPatternException (model)
    "events/bad-patterns": {
      "no JSON": "InvalidEventPatternException",
      "a value that is no list": "InvalidEventPatternException",
      "an unknown operator": "ok",
      "a number compared with text": "ok",
      "a bad network": "ok",
      "an empty list": "InvalidEventPatternException",
    },
    // a queue gets the event in its envelope (documented)
    "events/event-envelope": {
      event: {
        time: "2026-11-01T00:00:00Z",
        version: "0",
        "detail-type": "Order placed",
        source: "battery.orders",
        resources: ["arn:aws:one"],
        detail: { order: 7 },
      },
      same: [true, false, true],
    },
    // a source of AWS's own is NotAuthorizedForSourceException (documented)
    "events/entries-of-aws": ["ok", "ok"],
    // a constant input takes the place of the event (documented)
    "events/input": "the whole event",
    // an input path takes a part of the event (documented)
    "events/input-path": "the whole event",
    // what an absent target cannot get goes to the target's dead-letter queue, with the documented attributes (documented)
    "events/target-missing": { error: "QueueDoesNotExist" },
    // a dead letter's body is the event as it was put (seen)
    "events/target-missing-body": { error: "QueueDoesNotExist" },
    // an absent target is NO_RESOURCE, without retries (memory)
    "events/target-missing-code": { error: "QueueDoesNotExist" },
    // a queue whose policy does not let EventBridge in gets nothing; its dead letters say NO_PERMISSIONS (documented)
    "events/target-locked": null,
    // FilterArns names the rules that see the replay (documented)
    "events/replay-to-some-rules": [1, 1],
    // a replay that has ended knows the time of the last event it replayed (documented)
    "events/replay-progress": false,
    // a replay that has ended is IllegalStatusException to cancel (model)
    "events/replay-cancel-ended": "ok",
    // a queue's policy lets another account send; without it that account is denied (documented)
    "sqs/send-from-other-account": ["QueueDoesNotExist", "QueueDoesNotExist"],
    // no policy lets another account change a queue, or move its messages (documented)
    "sqs/set-from-other-account": ["refused", "absent", "refused"],
    // a role that wants an ExternalId is not assumed without it, nor with another (documented)
    "sts/assume-external-id": ["ok", "ok", "ok"],
    // a session policy narrows what the session may do (documented)
    "sts/assume-session-policy": false,
    // a session lasts fifteen minutes at least and twelve hours at most (documented)
    "sts/assume-long": ["accepted", "accepted"],
    // two queries with one id are refused (documented)
    "cloudwatch/metric-ids": "accepted",
    // an id begins with a small letter (documented)
    "cloudwatch/metric-id-form": "accepted",
    // a call has at most 500 queries (documented)
    "cloudwatch/metric-500-queries": "accepted",
    // a namespace of AWS's own is refused (seen)
    "cloudwatch/metric-aws-namespace": "accepted",
    // a namespace of AWS's own is InvalidParameterValue (memory)
    "cloudwatch/metric-aws-namespace-error": "ok",
    // a call has at most a thousand metrics (documented)
    "cloudwatch/metric-many": "accepted",
    // functions are listed with the digest of their code and the time of their last change (documented)
    "lambda/functions-listed": [true, false],
    // a function's dead-letter queue is told (model)
    "lambda/function-dlq": false,
    // retries, age and destinations of asynchronous invocations are kept and listed (documented)
    "lambda/invoke-config": { error: "TypeError" },
    // at most two retries, and an age of a minute at least (model)
    "lambda/invoke-config-range": ["refused", "accepted"],
    // of terms with a question mark any is wanted (documented)
    "logs/filter-any-term": ["START x", "ERROR order 7 failed", "error order 8", "ERROR order 9 TIMEOUT", "END x"],
    // JSON is asked by its fields (documented)
    "logs/filter-json": ['{"level":"ERROR","order":7}', '{"level":"INFO","order":8}', "plain ERROR"],
    // a definition that is none is InvalidDefinition (model)
    "states/machine-bad-definition": "ok",
    // an execution that ends well has its output (documented)
    "states/execution-succeeds": ["RUNNING", null, '{"n":1}'],
    // an execution that fails has error and cause, and can be redriven (documented)
    "states/execution-fails": ["RUNNING", null, null, null],
    // executions are listed by status (documented)
    "states/executions-by-status": [0, 0],
    // the history of a failed execution ends with the failure (documented)
    "states/execution-history": [
      ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"],
      null,
      null,
    ],
  },
};
