import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { ERASURE_ORIGINS, ERASURE_STATES } from "@/lib/core/privacy/erasure";
import { MESSAGE_KINDS } from "@/lib/core/privacy/kinds";
import { endpoint, isoTime } from "./endpoint";

const accountId = z.string().regex(idPattern("account"));
const queueId = z.string().regex(idPattern("queue"));
const erasureId = z.strictObject({ id: z.string().regex(idPattern("erasure")) });

const selectionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("messages"),
    ids: z
      .array(z.string().regex(idPattern("message")))
      .min(1)
      .max(1000)
      .describe("our ids of messages"),
  }),
  z.strictObject({ kind: z.literal("class"), classId: z.string().regex(idPattern("failureClass")) }),
  z.strictObject({ kind: z.literal("account"), accountId: accountId.describe("also one that was removed") }),
  z.strictObject({
    kind: z.literal("field"),
    in: z.enum(["body", "attribute"]).default("body"),
    path: z
      .string()
      .trim()
      .min(1, "needs the name of a field")
      .max(300)
      .describe(
        "names with dots between: `customer.email`, wherever it begins, lists are looked through; of an attribute its name",
      ),
    value: z.string().min(1, "needs the whole value").max(2000).describe("the whole value; never kept in clear"),
    ignoresCase: z.boolean().default(false),
    looksIntoBodies: z
      .boolean()
      .default(true)
      .describe("opens sealed originals; the fields for searching alone are bounded, and masked where a rule says so"),
    queueId: queueId.optional(),
    accountId: accountId.optional(),
  }),
]);

const reasonCount = z.object({ reason: z.string(), count: z.number().int() });
const countsView = z.object({
  items: z.number().int().describe("all of it together: what is typed to confirm"),
  messages: z.number().int(),
  bodies: z.number().int(),
  projections: z.number().int(),
  errorTexts: z.number().int(),
  vaultItems: z.number().int(),
  onlyCopies: z.number().int().describe("vault items of messages that are nowhere else"),
  secondCopies: z.number().int(),
  evidence: z.number().int(),
  executions: z.number().int(),
  classTexts: z.number().int().describe("failures that lose title and error template"),
  notes: z.number().int(),
  savedViews: z.number().int(),
  stillInQueue: z
    .number()
    .int()
    .describe("messages that are in their dead-letter queue too: AWS's copy is not reached, discard them"),
  inOpenRuns: z.number().int().describe("erased when their run has ended"),
  unreadable: z
    .number()
    .int()
    .describe("messages of which no original is kept, so that the value cannot be looked for in all of it"),
});
const holdInTheWay = z.object({ holdId: z.string(), count: z.number().int() });

export const erasureSchema = z
  .object({
    id: z.string(),
    state: z.enum(ERASURE_STATES).describe("*partly*: something is still there; `left` says what and why"),
    origin: z.enum(ERASURE_ORIGINS),
    about: z.string().describe("what is erased, in words; of a value a hint only"),
    kinds: z.array(z.enum(MESSAGE_KINDS)),
    askedAt: isoTime,
    askedBy: z.string(),
    reason: z.string().nullable(),
    confirmedAt: isoTime.nullable(),
    confirmedBy: z.string().nullable(),
    endedAt: isoTime.nullable(),
    counts: countsView.nullable().describe("what the preview found; null while it is looking"),
    holds: z.array(holdInTheWay).describe("legal holds in the way, while it is previewed"),
    erasedCount: z.number().int(),
    plannedCount: z.number().int(),
    keptCount: z.number().int(),
    secondCopiesLeft: z.number().int(),
    left: z.array(reasonCount).describe("why something waits, was kept back or could not be deleted"),
  })
  .meta({ id: "Erasure" });
export type Erasure = z.infer<typeof erasureSchema>;

export const erasure = {
  previewErasure: endpoint({
    method: "POST",
    path: "/erasures/preview",
    status: 202,
    capability: "messages.erase",
    tag: "privacy",
    summary: "Find what an erasure would take; nothing is erased",
    input: z.strictObject({ selection: selectionSchema }),
    output: erasureSchema,
  }),
  createErasure: endpoint({
    method: "POST",
    path: "/erasures",
    status: 202,
    capability: "messages.erase",
    idempotent: true,
    tag: "privacy",
    summary: "Erase what a preview found, for good: here and in the bucket of second copies",
    input: z.strictObject({
      previewId: z.string().regex(idPattern("erasure")),
      confirmCount: z.number().int().min(1).describe("`counts.items` of the preview: you have read it"),
      reason: z.string().trim().min(5, "say why, in at least 5 characters").max(500),
    }),
    output: erasureSchema,
  }),
  getErasure: endpoint({
    method: "GET",
    path: "/erasures/{id}",
    status: 200,
    capability: "messages.erase",
    tag: "privacy",
    summary: "One preview or erasure, with how far it is and what is left",
    input: erasureId,
    output: erasureSchema,
  }),
  listErasures: endpoint({
    method: "GET",
    path: "/erasures",
    status: 200,
    capability: "messages.erase",
    tag: "privacy",
    summary: "The last 50 previews and erasures, newest first",
    input: z.object({}),
    output: z.object({ items: z.array(erasureSchema) }),
  }),
};
