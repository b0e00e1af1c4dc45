import { z } from "zod";
import { ALERT_STATES } from "@/lib/core/alerts/alert";
import { CONDITIONS, SEVERITIES } from "@/lib/core/alerts/reason";
import { idPattern } from "@/lib/core/ids";
import { alertEventSchema, alertReasonSchema, alertSchema, notificationSchema } from "./alert-fields";
import { endpoint, flag, isoTime, page, pageOf } from "./endpoint";
import { matchSchema } from "./match";

const id = z.string().regex(idPattern("alert"));
const text = z.string().trim().min(1).max(500);

export const alertDetailSchema = alertSchema.extend({
  reasons: z.array(alertReasonSchema).describe("those that you may see, the gravest first"),
  events: z.array(alertEventSchema).describe("oldest first"),
  notifications: z.array(notificationSchema).describe("empty without alerts.manage"),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  suspect: z.string().nullable().describe("what changed just before: a suspicion"),
  lastRun: z.string().nullable(),
  timeToLoss: z.string().nullable(),
  lossAt: isoTime.nullable().describe("when the first message dies, where that is known of a message"),
  routeWords: z.string().describe("which route it took, and why"),
});
export type AlertDetail = z.infer<typeof alertDetailSchema>;

/** What a silence is about; at least one part. */
export const silenceMatchSchema = z
  .strictObject({
    match: matchSchema.optional(),
    conditions: z.array(z.enum(CONDITIONS)).min(1).optional(),
    owner: z.string().trim().min(1).max(200).optional(),
    pipelineId: z.string().regex(idPattern("pipeline")).optional(),
    classId: z.string().regex(idPattern("failureClass")).optional(),
    accountId: z.string().regex(idPattern("account")).optional(),
  })
  .refine((about) => Object.values(about).some((part) => part !== undefined), "must name what is to be silent");

export const silenceSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["silence", "maintenance"]),
    about: silenceMatchSchema,
    aboutWords: z.string(),
    accountId: z.string().nullable(),
    reason: z.string(),
    from: isoTime,
    until: isoTime,
    state: z.enum(["planned", "active", "over", "ended"]),
    createdAt: isoTime,
    createdBy: z.string(),
    endedBy: z.string().nullable(),
    heldBackCount: z.number().int().describe("alerts of which nobody was told because of it"),
  })
  .meta({ id: "Silence" });
export type Silence = z.infer<typeof silenceSchema>;

export const alerts = {
  listAlerts: endpoint({
    method: "GET",
    path: "/alerts",
    status: 200,
    capability: "counts.see",
    tag: "alerts",
    summary: "Alerts, open ones first, the gravest on top: one incident is one alert",
    input: z.object({
      ...page,
      state: z.enum([...ALERT_STATES, "unresolved"]).optional(),
      severity: z.enum(SEVERITIES).optional(),
      condition: z.enum(CONDITIONS).optional(),
      owner: z.string().max(200).optional(),
      accountId: z.string().optional(),
      pipelineId: z.string().optional(),
      classId: z.string().optional(),
      paged: flag.optional(),
      noise: flag.optional(),
      from: isoTime.optional().describe("opened not before"),
      until: isoTime.optional().describe("opened before"),
    }),
    output: pageOf(alertSchema).extend({
      openCount: z.number().int(),
      acknowledgedCount: z.number().int(),
      judgedAt: isoTime.nullable().describe("when the conditions were looked at last; null: not yet"),
    }),
  }),
  getAlert: endpoint({
    method: "GET",
    path: "/alerts/{id}",
    status: 200,
    capability: "counts.see",
    tag: "alerts",
    summary: "One alert: why, since when, who was told and what they answered",
    input: z.object({ id }),
    output: alertDetailSchema,
  }),
  acknowledgeAlert: endpoint({
    method: "POST",
    path: "/alerts/{id}/acknowledge",
    status: 200,
    capability: "alerts.answer",
    tag: "alerts",
    summary: "Say that you have it: nobody is told again until it gets worse; its channels hear of it. Idempotent",
    input: z.strictObject({ id, note: text.optional() }),
    output: alertSchema,
  }),
  unacknowledgeAlert: endpoint({
    method: "POST",
    path: "/alerts/{id}/unacknowledge",
    status: 200,
    capability: "alerts.answer",
    tag: "alerts",
    summary: "Hand it back: its channels are told again at the next repeat",
    input: z.strictObject({ id }),
    output: alertSchema,
  }),
  markAlertNoise: endpoint({
    method: "POST",
    path: "/alerts/{id}/noise",
    status: 200,
    capability: "alerts.answer",
    tag: "alerts",
    summary: "Say whether it was worth telling; the review counts it",
    input: z.strictObject({ id, isNoise: z.boolean(), reason: text.optional() }),
    output: alertSchema,
  }),
  listSilences: endpoint({
    method: "GET",
    path: "/silences",
    status: 200,
    capability: "counts.see",
    tag: "alerts",
    summary: "Silences and maintenance windows, newest first",
    input: z.object({ ...page, state: z.enum(["planned", "active", "over", "ended"]).optional() }),
    output: pageOf(silenceSchema),
  }),
  createSilence: endpoint({
    method: "POST",
    path: "/silences",
    status: 201,
    capability: "alerts.answer",
    idempotent: true,
    tag: "alerts",
    summary: "Tell nobody of what matches until an end, for a reason; alerts are still opened and counted",
    input: z.strictObject({
      kind: z.enum(["silence", "maintenance"]).default("silence"),
      about: silenceMatchSchema,
      reason: text,
      from: isoTime.optional().describe("now, if left out"),
      until: isoTime.describe("at most 90 days from its beginning"),
    }),
    output: silenceSchema,
  }),
  endSilence: endpoint({
    method: "POST",
    path: "/silences/{id}/end",
    status: 200,
    capability: "alerts.answer",
    tag: "alerts",
    summary: "End it now. What holds and was held back is told then",
    input: z.strictObject({ id: z.string().regex(idPattern("silence")) }),
    output: silenceSchema,
  }),
};
