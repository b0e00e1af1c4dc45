import { z } from "zod";
import { endpoint, isoTime, page, pageOf } from "./endpoint";

export const lossSchema = z
  .object({
    queueId: z.string(),
    name: z.string(),
    arn: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    owner: z.string().nullable(),
    mode: z.enum(["off", "index", "vault"]),
    isFifo: z.boolean(),
    visible: z.number().int().nullable().describe("what SQS said last; approximate"),
    savedCount: z.number().int().describe("copies in the vault of messages that still wait"),
    lossKind: z
      .enum(["certain", "bound", "unknown", "saved"])
      .describe("saved: every message that waits has a copy in the vault"),
    earliestAt: isoTime.nullable().describe("not before this the first unsaved message is deleted"),
    latestAt: isoTime.nullable().describe("by then at least one is"),
    sentence: z
      .string()
      .describe("the bound in words, for example: At least one message dies between Thu 14:00 and Sat 09:00 UTC."),
    retentionSeconds: z.number().int(),
    canRaiseRetention: z.boolean().describe("retention is below the 14 days that SQS allows"),
    doesAutoRescue: z.boolean(),
    isBlind: z.boolean(),
    readAt: isoTime.nullable(),
  })
  .meta({ id: "Loss" });
export type Loss = z.infer<typeof lossSchema>;

export const losses = {
  listLosses: endpoint({
    method: "GET",
    path: "/losses",
    status: 200,
    capability: "counts.see",
    tag: "losses",
    summary: "Dead-letter queues with something to lose, dies first on top, from counters and age alone",
    input: z.object({
      ...page,
      accountId: z.string().optional(),
      region: z.string().optional(),
      owner: z.string().max(200).optional(),
      withinHours: z.coerce.number().int().min(1).max(336).optional(),
    }),
    output: pageOf(lossSchema).extend({
      within24hCount: z.number().int(),
      within7dCount: z.number().int(),
      unknownCount: z.number().int().describe("something waits, and nothing tells how old it is"),
    }),
  }),
};
