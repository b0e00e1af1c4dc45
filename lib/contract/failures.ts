import { z } from "zod";
import { CLASS_STATUSES } from "@/lib/core/failures/class-status";
import { GROUP_BYS } from "@/lib/core/failures/group-by";
import { idPattern } from "@/lib/core/ids";
import { MESSAGE_STATES } from "@/lib/core/messages/message-state";
import { classEvidenceSchema } from "./class-evidence-fields";
import { triageFields } from "./class-triage-fields";
import { completenessSchema } from "./completeness";
import { endpoint, flag, isoTime, page, pageOf } from "./endpoint";
import { eventLinksSchema } from "./event-link-fields";
import { messageBodySchema } from "./message-body";

export const classStatus = z.enum(CLASS_STATUSES);
export const classListView = z.enum(["needs-action", "all", "backlog", "resolved", "snoozed", "dismissed"]);
export const messageState = z.enum(MESSAGE_STATES);

export const lossSchema = z.object({
  kind: z.enum(["certain", "bound", "unknown", "saved", "none", "lost"]).describe("lost: there is only a count"),
  at: isoTime.nullable().describe("when retention deletes the first message that nobody has saved"),
  shareLeft: z.number().nullable().describe("of the retention, 0 to 1"),
});

export const failureClassSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    title: z.string().describe("the normalised error in one line"),
    causeKind: z.string(),
    causeReason: z.string(),
    originKind: z.string(),
    wayBack: z.string(),
    messageType: z.string(),
    status: classStatus,
    statusAt: isoTime,
    statusReason: z.string().nullable().describe("why, where the status alone does not say it"),
    ...triageFields,
    accountId: z.string(),
    accountName: z.string(),
    isProduction: z.boolean(),
    region: z.string(),
    record: z
      .enum(["messages", "executions", "count-only"])
      .describe("messages in a dead-letter queue; failed executions; or nothing but a count: those are lost"),
    queueId: z.string().nullable().describe("null where there is no dead-letter queue"),
    queueName: z.string().nullable(),
    anchorArn: z.string(),
    anchorName: z.string(),
    owner: z.string().nullable().describe("the assignee, else who owns the stage that fails, else the queue"),
    presentCount: z.number().int().describe("indexed messages believed to be in the dead-letter queue"),
    vaultedCount: z.number().int().describe("drained messages that are only in our vault: they still need a decision"),
    totalCount: z.number().int().describe("ever seen"),
    bounceCount: z.number().int().describe("how often one of its messages came back from a redrive"),
    probablyExpiredCount: z.number().int(),
    likelyBystanderCount: z
      .number()
      .int()
      .describe("of those present, dragged along by another message of their batch"),
    evidence: classEvidenceSchema.nullable().describe("found beside the messages, which carry no error themselves"),
    runbookUrl: z.string().nullable(),
    consumerVersion: z.string().nullable().describe("of the code that failed, where the messages carry no error"),
    firstSeenAt: isoTime,
    lastSeenAt: isoTime,
    perHour: z.number().nullable().describe("arrivals in the last hour; null while the queue cannot be read"),
    sparkline: z.array(z.number().nullable()).describe("arrivals per hour, 24 hours, oldest first; null: not known"),
    loss: lossSchema,
    lastRun: z
      .object({
        id: z.string(),
        number: z.number().int(),
        state: z.string(),
        action: z.string(),
        gone: z.number().int(),
        returned: z.number().int(),
        unknown: z.number().int(),
      })
      .nullable(),
    pipelines: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .describe("that it belongs to; none where its stage is part of none, or not assembled yet"),
  })
  .meta({ id: "FailureClass" });
export type FailureClass = z.infer<typeof failureClassSchema>;

export type EventLinks = z.infer<typeof eventLinksSchema>;

export const failureClassDetailSchema = failureClassSchema.extend({
  normalisedError: z.string(),
  why: z.array(z.object({ part: z.string(), value: z.string() })).describe("why these messages are one class"),
  aliases: z.array(z.string()).describe("ids of classes that live on in this one"),
  merges: z.array(
    z.object({
      id: z.string().describe("of the class that was merged"),
      number: z.number().int(),
      title: z.string(),
      intoId: z.string().describe("the class it was merged into; another one where that was merged itself since"),
      at: isoTime,
      by: z.string(),
      movedCount: z.number().int(),
    }),
  ),
  mode: z.string().nullable().describe("null where there is no queue"),
  capture: z.string().nullable(),
  completeness: completenessSchema.nullable(),
  recommendedMessageId: z.string().nullable(),
  event: eventLinksSchema.nullable().describe("where the failure is a rule's delivery; else null"),
  arrivals: z.object({
    widthSeconds: z.number().int(),
    points: z.array(z.object({ at: isoTime, count: z.number().nullable() })),
    changes: z.array(z.object({ at: isoTime, queueName: z.string(), field: z.string() })),
    runs: z.array(z.object({ id: z.string(), number: z.number().int(), from: isoTime, to: isoTime.nullable() })),
  }),
});
export type FailureClassDetail = z.infer<typeof failureClassDetailSchema>;

export const failedMessageSchema = z
  .object({
    id: z.string(),
    messageId: z.string(),
    classId: z.string(),
    classTitle: z.string(),
    accountId: z.string(),
    region: z.string(),
    queueId: z.string(),
    queueName: z.string(),
    state: messageState,
    stateAt: isoTime,
    sentAt: isoTime.nullable(),
    firstSeenAt: isoTime,
    lastSeenAt: isoTime,
    expiresAt: isoTime.nullable(),
    expiresLatestAt: isoTime.nullable(),
    receiveCount: z.number().int(),
    ourReceives: z.number().int().describe("of these, how many were ours"),
    bounceCount: z.number().int().describe("how often it came back from a redrive, under whatever id"),
    originKind: z.string(),
    originCertainty: z.string(),
    sourceQueueArn: z.string().nullable(),
    causeKind: z.string(),
    messageType: z.string(),
    shape: z.string(),
    payloadKind: z.string(),
    groupId: z.string().nullable(),
    bodyBytes: z.number().int(),
    bodySha256: z.string(),
    attributeCount: z.number().int(),
    consumerVersion: z.string().nullable().describe("of the code that failed, where the message carries no error"),
    recordsUntil: isoTime.nullable().describe("when the stream forgets the records that this message points at"),
    bystanderReason: z.string().nullable().describe("why it was probably only dragged along"),
    isBacklog: z.boolean(),
    cameBack: z.boolean().describe("returned from an earlier run of ours"),
    hasBody: z.boolean(),
    erasedAt: isoTime.nullable().describe("when content of it was erased here"),
    erasedBy: z.string().nullable().describe("a person, or retention"),
    erasedKinds: z.array(z.string()),
    isTombstone: z.boolean().describe("erased for good: known, and never captured again"),
    isKeptMasked: z.boolean().describe("no original is kept, and the beginning of it is, masked: see its body"),
  })
  .meta({ id: "FailedMessage" });
export type FailedMessage = z.infer<typeof failedMessageSchema>;

/** Which messages, as it is typed into the filter. */
export const messageFilter = z
  .string()
  .max(1_000)
  .describe(
    'all of: words and "phrases" in error text and preview, body.path and attr.name with : = < or > (* is any text), cause: origin: state: bystander: type: queue: account: region: group: id: version:, error: for a part of the error text, age expires receives size with < or >; - in front for the opposite',
  );

const classId = { id: z.string().regex(idPattern("failureClass")) };
const messageId = { id: z.string().regex(idPattern("message")) };

export const failures = {
  listFailureClasses: endpoint({
    method: "GET",
    path: "/failure-classes",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Failure classes, ranked by loss, then pace",
    input: z.object({
      ...page,
      view: classListView
        .optional()
        .describe("needs-action, unless status, isAcknowledged, isSnoozed or isDismissed is given: then all"),
      status: classStatus.optional(),
      isAcknowledged: flag.optional(),
      isSnoozed: flag.optional(),
      isDismissed: flag.optional(),
      isMine: flag.optional().describe("those whose owner is your name"),
      owner: z.string().max(200).optional().describe("assignee or owner, in any case of letters"),
      accountId: z.string().optional(),
      region: z.string().optional(),
      queueId: z.string().optional(),
      pipelineId: z.string().optional().describe("those that fail in it, or end in a dead-letter queue of its own"),
      groupBy: z.enum(GROUP_BYS).optional().describe("with `group`: the classes of one group"),
      group: z.string().max(2_000).optional().describe("`key` of a group"),
    }),
    output: pageOf(failureClassSchema),
  }),
  getFailureClass: endpoint({
    method: "GET",
    path: "/failure-classes/{id}",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "One failure class with its arrivals, completeness and why it is grouped so",
    input: z.object(classId),
    output: failureClassDetailSchema,
  }),
  listFailedMessages: endpoint({
    method: "GET",
    path: "/messages",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Failed messages without their bodies, newest first",
    input: z.object({
      ...page,
      classId: z.string().optional(),
      queueId: z.string().optional(),
      state: messageState.optional(),
      q: messageFilter.optional(),
    }),
    output: pageOf(failedMessageSchema).describe("`totalCount` is null beyond 10,000: then nobody counted further"),
  }),
  getFailedMessage: endpoint({
    method: "GET",
    path: "/messages/{id}",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "One failed message without its body",
    input: z.object(messageId),
    output: failedMessageSchema,
  }),
  getMessageBody: endpoint({
    method: "GET",
    path: "/messages/{id}/body",
    status: 200,
    capability: "bodies.read",
    tag: "failures",
    summary: "Body and attributes from our copy, no SQS call; each reading is audited",
    input: z.object(messageId),
    output: messageBodySchema,
  }),
};
