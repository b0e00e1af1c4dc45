import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { ITEM_ORDERS } from "@/lib/core/plans/plan-hash";
import { ITEM_STATES, OUTCOMES } from "@/lib/core/runs/item";
import { RUN_STATES } from "@/lib/core/runs/run";
import { endpoint, isoTime } from "./endpoint";
import { planAction, planDriver, subjectSchema } from "./plans";
import { replayTermsSchema } from "./replay-terms";
import { countersSchema } from "./runs";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const evidenceHeaderSchema = z
  .object({
    format: z.literal("dlo-evidence-1"),
    takenAt: isoTime,
    takenBy: z.string(),
    isFinal: z.boolean().describe("false: the run was not over, so what is here may still change"),
    run: z.object({
      id: z.string(),
      number: z.number().int(),
      title: z.string(),
      state: z.enum(RUN_STATES),
      reason: z.string().nullable(),
      requestedBy: z.string(),
      requestedAt: isoTime,
      startedAt: isoTime.nullable(),
      sentAllAt: isoTime.nullable(),
      endedAt: isoTime.nullable(),
      counters: countersSchema,
      outcome: z.string().optional().describe("of a run that counts no single messages, in words"),
      replay: z
        .object({ name: z.string(), state: z.string().nullable(), lastReplayedAt: isoTime.nullable() })
        .optional()
        .describe("of a replay, as EventBridge told last"),
    }),
    plan: z.object({
      id: z.string(),
      number: z.number().int(),
      hash: z.string(),
      action: planAction,
      driver: planDriver,
      subjectArn: z.string().describe("the dead-letter queue, archive or state machine"),
      createdBy: z.string(),
      reason: z.string().nullable(),
      approvedBy: z.array(z.string()),
      breakGlassReason: z.string().nullable(),
      terms: z.object({
        stages: z.array(z.number().int()),
        stageObservationSeconds: z.number(),
        returnThresholdPercent: z.number(),
        ratePerSecond: z.number().nullable(),
        duplicates: z.enum(["resend", "hold"]),
        itemOrder: z.enum(ITEM_ORDERS),
        doesMark: z.boolean(),
        overrides: z
          .array(z.object({ check: z.string(), reason: z.string() }))
          .describe("checks that somebody went on against, and why"),
        subject: subjectSchema.optional().describe("of a run about no queue"),
        destinationArns: z
          .array(z.string())
          .optional()
          .describe("of a run about no queue: what it acts on or sends to"),
        replay: replayTermsSchema.optional(),
      }),
      configuration: z.record(z.string(), z.string()),
    }),
  })
  .meta({ id: "EvidenceHeader" });

export const evidenceItemSchema = z
  .object({
    position: z.number().int(),
    stage: z.number().int(),
    messageId: z.string(),
    bodySha256: z.string(),
    destinationArn: z.string().nullable(),
    editedSha256: z.string().nullable(),
    state: z.enum(ITEM_STATES),
    outcome: z.enum(OUTCOMES).nullable(),
    reason: z.string().nullable(),
    attempt: z.number().int(),
    sendStartedAt: isoTime.nullable(),
    sentAt: isoTime.nullable(),
    deletedAt: isoTime.nullable(),
    returnedAt: isoTime.nullable(),
    destinationMessageId: z.string().nullable(),
    digest: sha256.describe("SHA-256 over the digest before it and this line"),
  })
  .meta({ id: "EvidenceItem" });

/** An evidence file as it is saved: the parts of all pages together. */
export const evidenceFileSchema = z.object({
  header: evidenceHeaderSchema,
  items: z.array(evidenceItemSchema),
  head: sha256,
});
export type EvidenceFile = z.infer<typeof evidenceFileSchema>;

export const runEvidence = {
  getRunEvidence: endpoint({
    method: "GET",
    path: "/runs/{id}/evidence",
    status: 200,
    capability: "counts.see",
    tag: "runs",
    summary:
      "What was to be done and what became of each message, as a chain of digests; `dlo evidence-verify` checks it",
    input: z.object({
      id: z.string().regex(idPattern("run")),
      after: z.coerce.number().int().min(0).default(0).describe("the last position that you have"),
      takenAt: isoTime.optional().describe("of the first page, on the pages after it: the header is part of the chain"),
    }),
    output: z.object({
      header: evidenceHeaderSchema,
      items: z.array(evidenceItemSchema).describe("at most 5,000"),
      nextAfter: z.number().int().nullable(),
      head: sha256.describe("the digest of the last line of all; it is in the audit log too"),
    }),
  }),
};
