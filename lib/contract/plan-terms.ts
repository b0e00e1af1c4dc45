import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { ITEM_ORDERS } from "@/lib/core/plans/plan-hash";
import { MOST_STAGES } from "@/lib/core/plans/stages";
import { messageFilter } from "./failures";

const messageRow = z.string().regex(idPattern("message"));
/** What a replay names. Whoever wants every rule says so. */
export const replaySelection = z
  .strictObject({
    archiveId: z.string().regex(idPattern("resource")),
    from: z.iso.datetime().describe("time of the events, inclusive"),
    until: z.iso.datetime().describe("time of the events; later than `from`, and 10 minutes ago or more"),
    ruleIds: z
      .array(z.string().regex(idPattern("resource")))
      .min(1)
      .max(100)
      .optional(),
    allRules: z.literal(true).optional().describe("every rule of the bus fires again for every event"),
  })
  .refine(({ ruleIds, allRules }) => (ruleIds === undefined) !== (allRules === undefined), {
    message: "choose rules with ruleIds, or say allRules: true, and not both",
    path: ["ruleIds"],
  });
export const planSelection = z
  .union([
    z.strictObject({ messageIds: z.array(messageRow).min(1).max(10_000) }),
    z.strictObject({ classId: z.string().regex(idPattern("failureClass")), q: messageFilter.optional() }),
    z.strictObject({ queueId: z.string().regex(idPattern("queue")), q: messageFilter.optional() }),
    z.strictObject({
      vaultItemIds: z
        .array(z.string().regex(idPattern("vaultItem")))
        .min(1)
        .max(10_000),
    }),
    z.strictObject({ editSetId: z.string().regex(idPattern("editSet")) }),
    z.strictObject({ executionArns: z.array(z.string().max(400)).min(1).max(1_000) }),
    replaySelection,
  ])
  .describe(
    "chosen messages, a failure class or a dead-letter queue, whole or with `q` what matches now, vault items, or the messages of an edit; of the first three a restore takes what is only in the vault; failed executions; of an archive a time and rules",
  );
/** What a person may choose about how messages are sent. */
export const sendingTerms = {
  ratePerSecond: z.number().min(0.1).max(10_000).optional(),
  duplicates: z
    .enum(["resend", "hold"])
    .default("resend")
    .describe("what becomes of a send without an answer: sent again, or held for a person"),
  stages: z
    .array(z.number().int().min(1).max(100_000))
    .min(1)
    .max(MOST_STAGES)
    .optional()
    .describe("sizes; what they leave is one more stage; 1, 10, 100 and the rest unless told"),
  stageObservationSeconds: z
    .number()
    .int()
    .min(0)
    .max(3_600)
    .optional()
    .describe("as long as a message that fails again needs to come back, at most 15 minutes, unless told"),
  returnThresholdPercent: z.number().min(0).max(100).default(5),
  itemOrder: z.enum(ITEM_ORDERS).default("oldest-first"),
  doesMark: z.boolean().default(false),
  observationSeconds: z.number().int().min(1).max(86_400).optional(),
  undoSeconds: z.number().int().min(0).max(600).optional(),
};
export const overrides = z
  .array(
    z.strictObject({
      check: z.string(),
      reason: z.string().trim().min(10, "say why, in 10 characters or more").max(500),
    }),
  )
  .max(10)
  .default([])
  .describe("checks to go on against; only those that can be overridden");
