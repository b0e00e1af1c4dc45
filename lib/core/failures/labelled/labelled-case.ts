import { z } from "zod";
import { RESOURCE_KINDS } from "@/lib/core/inventory/resource";
import { CAUSE_KINDS } from "../cause-kind";
import type { Clues } from "../evidence/evidence";
import { ORIGIN_KINDS, type OriginGraph } from "../origins/origin";

const DLQ = "arn:aws:sqs:us-east-2:123456789012:dead";
const figure = z.number().nullable();

/** One failed message with what could be read beside it and the right answer; public/README.md says what each part means. */
export const labelledCase = z.strictObject({
  id: z.string(),
  source: z.url(),
  sourceGroup: z.string(),
  seen: z.string(),
  variantOf: z.string().optional(),
  message: z.strictObject({
    id: z.string(),
    body: z.string(),
    attributes: z.record(z.string(), z.string()).default({}),
    system: z.record(z.string(), z.string()),
  }),
  graph: z
    .strictObject({
      namedBy: z
        .array(
          z.strictObject({
            kind: z.enum(RESOURCE_KINDS),
            arn: z.string(),
            part: z.string().nullable(),
            topicArn: z.string().optional(),
            isRaw: z.boolean().optional(),
          }),
        )
        .optional(),
      subscribedTopicArns: z.array(z.string()).optional(),
      sentByUs: z.number().optional(),
    })
    .default({}),
  clues: z
    .strictObject({
      logLines: z.array(z.strictObject({ at: z.iso.datetime(), text: z.string() })).nullable(),
      errors: figure,
      throttles: figure,
      maxDurationMs: figure,
      timeoutSeconds: figure,
    })
    .optional(),
  expected: z.strictObject({ origin: z.enum(ORIGIN_KINDS), cause: z.enum(CAUSE_KINDS), group: z.string() }),
});
export type LabelledCase = z.infer<typeof labelledCase>;

/** What the inventory knows of the queue in which the message lies. */
export function graphOf({ graph, message }: LabelledCase): OriginGraph {
  const { sentByUs, ...named } = graph;
  return {
    ...named,
    queueArn: DLQ,
    knownSourceQueueArns: [],
    sentByUs: new Map(sentByUs === undefined ? [] : [[message.id, sentByUs]]),
  };
}

/** What was read beside the message; figures of which none was read count as not read. */
export function cluesOf({ clues, message }: LabelledCase): Clues | undefined {
  if (clues === undefined) return undefined;
  const { logLines, ...figures } = clues;
  const isRead = Object.values(figures).some((value) => value !== null);
  return {
    messageId: message.id,
    consumerArn: null,
    traceId: null,
    logLines: logLines?.map(({ at, text }) => ({ at: new Date(at), text })) ?? null,
    figures: isRead ? figures : null,
  };
}
