import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime } from "./endpoint";

/** As EventBridge counts an entry; a failed message holds no larger one. */
const MAX_EVENT_CHARACTERS = 262_144;

const missSchema = z.object({
  path: z.string().describe("of the field, for example `detail.order.total`"),
  wanted: z.string().describe("what the pattern asks of it, as JSON"),
  found: z.string().describe("what the event has there, as JSON (cut after 300 characters), or `absent`"),
  sentence: z.string(),
});
export type EventTestMiss = z.infer<typeof missSchema>;

const receivesSchema = z
  .object({
    kind: z
      .enum(["event", "text", "hidden", "unknown"])
      .describe(
        "*event*: the event as it is; *text*: what the target's transform makes of it; *hidden*: you may not see it; *unknown*: nobody can say, see `why`",
      ),
    text: z.string().nullable().describe("of *text* only; masked like a message body"),
    isCut: z.boolean(),
    why: z.string().nullable().describe("a sentence, of *hidden* and *unknown*"),
  })
  .meta({ id: "EventTestReceives" });

export const eventTestTargetSchema = z
  .object({
    id: z.string().describe("as the rule calls it"),
    arn: z.string(),
    name: z.string(),
    href: z.string().nullable().describe("its page here; null when it is not in the inventory"),
    busId: z
      .string()
      .nullable()
      .describe("where it is another bus that is known here: the event goes on there, ask there"),
    receives: receivesSchema,
    givesUp: z.string().describe("how long EventBridge tries, and what then: a sentence"),
  })
  .meta({ id: "EventTestTarget" });
export type EventTestTarget = z.infer<typeof eventTestTargetSchema>;

export const eventTestRuleSchema = z
  .object({
    ruleId: z.string(),
    arn: z.string(),
    name: z.string(),
    matches: z.enum(["yes", "no", "unknown"]).describe("*no* also of rules that are off or run by a schedule only"),
    reason: z
      .enum(["pattern", "disabled", "schedule-only", "unreadable"])
      .describe("what `matches` rests on; *unreadable*: this version cannot read the pattern"),
    sentence: z.string(),
    wouldMatch: z
      .boolean()
      .nullable()
      .describe("what its pattern says though it is disabled; null: no pattern, or unknown"),
    managedBy: z.string().nullable().describe("the service that owns the rule, for example that of archives"),
    misses: z
      .array(missSchema)
      .describe("every field that keeps the pattern from matching; of alternatives (`$or`) those of each"),
    targets: z.array(eventTestTargetSchema).describe("of a rule that matches; else empty"),
    readAt: isoTime.describe("when its settings were last read"),
  })
  .meta({ id: "EventTestRule" });
export type EventTestRule = z.infer<typeof eventTestRuleSchema>;

export const eventTestSchema = z
  .object({
    isTaken: z.boolean().describe("false: EventBridge would refuse the event, for the problems; then no rule is asked"),
    problems: z.array(z.object({ field: z.string(), message: z.string() })),
    notes: z.array(z.string()).describe("what limits the answer, in sentences"),
    filled: z
      .array(z.object({ field: z.string(), value: z.string() }))
      .describe("fields that EventBridge adds itself, and what stood for them here, as JSON"),
    event: z
      .string()
      .describe("the event that was asked about, what was filled included; of a message masked like its body"),
    rules: z.array(eventTestRuleSchema).describe("those that match first, then unknown, then the others; by name"),
  })
  .meta({ id: "EventTest" });
export type EventTest = z.infer<typeof eventTestSchema>;

export const eventTests = {
  testEvent: endpoint({
    method: "POST",
    path: "/buses/{id}/test-event",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary:
      "Which rules of a bus would match an event and why not, and what each target would receive; nothing is sent or kept",
    input: z
      .strictObject({
        id: z.string().regex(idPattern("resource")).describe("of the bus"),
        event: z
          .string()
          .min(1)
          .max(MAX_EVENT_CHARACTERS)
          .optional()
          .describe("one event as JSON text, so that no number loses a digit"),
        messageRowId: z
          .string()
          .regex(idPattern("message"))
          .optional()
          .describe("a failed message that holds the event; needs bodies.read, and the reading is audited"),
        ruleIds: z
          .array(z.string().regex(idPattern("resource")))
          .min(1)
          .max(300)
          .optional(),
      })
      .refine(({ event, messageRowId }) => (event === undefined) !== (messageRowId === undefined), {
        message: "give either the event or the id of a message",
        path: ["event"],
      }),
    output: eventTestSchema,
  }),
};
