import { z } from "zod";
import { RESOURCE_KINDS } from "@/lib/core/inventory/resource";
import type { OriginGraph } from "../origins/origin";

export const LABELLED_QUEUE = "arn:aws:sqs:us-east-2:123456789012:dead";

/** What a labelled message's queue is tied to, as far as its case says it. */
export const labelledGraph = z
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
  .default({});

/** What the inventory knows of the queue in which the message of this id lies. */
export function graphAround(graph: z.infer<typeof labelledGraph>, messageId: string): OriginGraph {
  const { sentByUs, ...named } = graph;
  return {
    ...named,
    queueArn: LABELLED_QUEUE,
    knownSourceQueueArns: [],
    sentByUs: new Map(sentByUs === undefined ? [] : [[messageId, sentByUs]]),
  };
}
