import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { maskingRulesSchema } from "@/lib/core/privacy/masking-rules";
import { endpoint, isoTime, nothing } from "./endpoint";

const remaskSchema = z.object({
  state: z
    .enum(["waiting", "running", "done"])
    .describe(
      "waiting: the worker has not begun with the rules in force; until it is done, older copies follow older ones",
    ),
  pendingCount: z
    .number()
    .int()
    .nullable()
    .describe("rows it has still to look at; null while nobody has counted them"),
  doneCount: z.number().int(),
  progressAt: isoTime.nullable(),
  remaskedUntil: isoTime
    .nullable()
    .describe("done: when all that was kept before the last change followed it; null until then"),
});

const rulesView = z
  .object({
    rules: maskingRulesSchema.describe("in their order; what an earlier one has masked a later one does not see"),
    version: z.string().describe("the same for all lists that mean the same"),
    isDefault: z.boolean().describe("nobody has set any yet: these are the rules of this version of the product"),
    changedAt: isoTime.nullable().describe("null: never"),
    changedBy: z.string().nullable(),
    remask: remaskSchema.describe("how far what was kept before the last change follows the rules"),
  })
  .meta({ id: "MaskingRules" });
export type MaskingRulesView = z.infer<typeof rulesView>;

export const revealSchema = z
  .object({
    id: z.string(),
    messageRowId: z.string(),
    actorId: z.string(),
    actorName: z.string(),
    reason: z.string(),
    at: isoTime,
    until: isoTime,
    endedAt: isoTime.nullable().describe("ended by hand before its time"),
    isLive: z.boolean(),
  })
  .meta({ id: "Reveal" });
export type Reveal = z.infer<typeof revealSchema>;

const message = z.string().regex(idPattern("message"));

export const masking = {
  getMaskingRules: endpoint({
    method: "GET",
    path: "/masking-rules",
    status: 200,
    capability: "counts.see",
    tag: "privacy",
    summary: "What is masked, and how far what was kept before follows it",
    input: nothing,
    output: rulesView,
  }),
  putMaskingRules: endpoint({
    method: "PUT",
    path: "/masking-rules",
    status: 200,
    capability: "privacy.manage",
    tag: "privacy",
    summary: "Replace all masking rules; they hold at once for what is shown, and for what is kept from now on",
    input: z.strictObject({
      rules: maskingRulesSchema,
      ifVersion: z.string().max(100).optional().describe("refused when the rules are no longer this version"),
    }),
    output: rulesView,
  }),
  previewMasking: endpoint({
    method: "POST",
    path: "/masking-rules/preview",
    status: 200,
    capability: "privacy.manage",
    tag: "privacy",
    summary: "What rules would mask in a text, or in a message that you may read; nothing is changed",
    input: z
      .strictObject({
        rules: maskingRulesSchema,
        text: z.string().max(65_536).optional(),
        messageId: message.optional(),
      })
      .refine(({ text, messageId }) => (text === undefined) !== (messageId === undefined), {
        message: "needs either a text or a messageId",
        path: ["text"],
      }),
    output: z.object({
      maskedText: z
        .string()
        .describe("of a message: its first 65,536 characters, masked by the rules in force as well, whoever asks"),
      found: z
        .array(z.object({ rule: z.string(), count: z.number().int() }))
        .describe("rules that found nothing included"),
      maskedCount: z.number().int(),
      note: z.string().nullable().describe("what was not looked into, and why"),
    }),
  }),
  revealMessage: endpoint({
    method: "POST",
    path: "/messages/{id}/reveal",
    status: 200,
    capability: "bodies.reveal",
    idempotent: true,
    tag: "privacy",
    summary: "See the masked values of one message for a while, you alone; reason and end are audited",
    input: z.strictObject({
      id: message,
      reason: z.string().trim().min(5).max(500),
      minutes: z.number().int().min(1).max(60).default(15),
    }),
    output: revealSchema,
  }),
  endReveal: endpoint({
    method: "DELETE",
    path: "/messages/{id}/reveal",
    status: 200,
    capability: "bodies.reveal",
    tag: "privacy",
    summary: "Stop seeing the masked values of a message now; ending what has ended changes nothing",
    input: z.strictObject({ id: message }),
    output: z.object({ endedCount: z.number().int() }),
  }),
  listReveals: endpoint({
    method: "GET",
    path: "/messages/{id}/reveals",
    status: 200,
    capability: "audit.read",
    tag: "privacy",
    summary: "Who saw the masked values of a message, when and why; the newest 100",
    input: z.object({ id: message }),
    output: z.object({ items: z.array(revealSchema) }),
  }),
};
