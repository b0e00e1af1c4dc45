import { z } from "zod";
import { ALERT_EVENTS, ALERT_STATES, MUTES } from "@/lib/core/alerts/alert";
import { NOTIFICATION_KINDS, NOTIFICATION_STATES } from "@/lib/core/alerts/notification";
import { CONDITIONS, SEVERITIES, SUBJECT_KINDS } from "@/lib/core/alerts/reason";
import { isoTime } from "./endpoint";

export const alertReasonSchema = z
  .object({
    condition: z.enum(CONDITIONS),
    severity: z.enum(SEVERITIES).describe("what the condition alone deserves"),
    subject: z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string(), name: z.string() }),
    accountId: z.string().nullable().describe("null: the whole installation"),
    accountName: z.string().nullable(),
    region: z.string().nullable(),
    queueId: z.string().nullable(),
    classId: z.string().nullable(),
    pipelines: z.array(z.object({ id: z.string(), name: z.string() })),
    sentence: z.string().describe("with its number and its time"),
    since: isoTime,
    seenAt: isoTime.describe("when it held last"),
    resolvedAt: isoTime.nullable(),
  })
  .meta({ id: "AlertReason" });
export type AlertReasonView = z.infer<typeof alertReasonSchema>;

export const alertSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    state: z.enum(ALERT_STATES),
    severity: z.enum(SEVERITIES),
    title: z.string().describe("of the reasons that you may see"),
    sentence: z.string().describe("the gravest of them"),
    condition: z.enum(CONDITIONS).describe("of the gravest"),
    owner: z.string().nullable(),
    team: z.string().nullable(),
    accountNames: z.array(z.string()),
    regions: z.array(z.string()),
    pipelines: z.array(z.object({ id: z.string(), name: z.string() })),
    reasonCount: z.number().int(),
    openReasonCount: z.number().int(),
    hiddenReasonCount: z.number().int().nullable().describe("outside of what you may see; null: you see all accounts"),
    mute: z.enum(MUTES).nullable().describe("why nobody was told"),
    muteReason: z.string().nullable(),
    openedAt: isoTime,
    pagedAt: isoTime.nullable().describe("when somebody was woken first; null: nobody"),
    acknowledgedAt: isoTime.nullable(),
    acknowledgedBy: z.string().nullable(),
    resolvedAt: isoTime.nullable(),
    isNoise: z.boolean(),
    runbook: z.string().nullable(),
  })
  .meta({ id: "Alert" });
export type Alert = z.infer<typeof alertSchema>;

export const notificationSchema = z
  .object({
    id: z.string(),
    channelId: z.string(),
    channelName: z.string(),
    channelKind: z.string(),
    kind: z.enum(NOTIFICATION_KINDS),
    state: z.enum(NOTIFICATION_STATES),
    alertId: z.string().nullable(),
    alertNumber: z.number().int().nullable(),
    reviewId: z.string().nullable(),
    title: z.string(),
    queuedAt: isoTime,
    nextAt: isoTime.nullable().describe("of the next try; null: none comes"),
    attempts: z.number().int(),
    deliveredAt: isoTime.nullable(),
    failure: z.string().nullable().describe("of the last try"),
    externalUrl: z.string().nullable(),
    replayOf: z.string().nullable(),
  })
  .meta({ id: "Notification" });
export type NotificationView = z.infer<typeof notificationSchema>;

export const alertEventSchema = z.object({
  at: isoTime,
  kind: z.enum(ALERT_EVENTS),
  byName: z.string().nullable(),
  note: z.string().nullable(),
});
