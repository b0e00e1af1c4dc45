import { z } from "zod";
import { CONDITIONS, SEVERITIES } from "@/lib/core/alerts/reason";
import { idPattern } from "@/lib/core/ids";
import { TIERS } from "@/lib/core/ownership/ownership";
import { endpoint, isoTime, nothing } from "./endpoint";
import { matchSchema } from "./match";

const glob = z.string().trim().min(1).max(200);
const zone = z
  .string()
  .max(100)
  .refine((name) => isZone(name), "must be a time zone, for example Europe/Berlin");
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be a time of day, for example 09:00");
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Who is told of what. The first route that matches decides, and no other; `channels` empty tells nobody. */
export const routeSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    match: z
      .strictObject({
        owner: glob.optional(),
        team: glob.optional(),
        tier: z.enum(TIERS).optional(),
        environment: glob.optional(),
        production: z.boolean().optional(),
        account: glob.optional(),
        pipeline: glob.optional().describe("by name"),
        conditions: z.array(z.enum(CONDITIONS)).min(1).optional(),
        severity: z.enum(SEVERITIES).optional(),
        hours: z.enum(["staffed", "unstaffed"]).optional(),
      })
      .default({}),
    channels: z.array(z.string().trim().min(1).max(80)).max(20).describe("by name"),
    severity: z
      .enum([...SEVERITIES, "as-is"])
      .default("as-is")
      .describe("page also raises what would only be told"),
    repeatMinutes: z
      .int()
      .min(15)
      .max(7 * 1440)
      .nullable()
      .default(240)
      .describe("while nobody answers; null: once"),
  })
  .meta({ id: "AlertRoute" });
export type AlertRouteView = z.output<typeof routeSchema>;

/** Hours in which somebody is there. The first that fits an owner decides; the one without an owner is everybody's. */
export const staffedHoursSchema = z.strictObject({
  owner: glob.optional(),
  zone,
  weekly: z
    .array(z.strictObject({ days: z.array(z.enum(DAYS)).min(1), from: clock, until: clock }))
    .max(50)
    .describe("until before from runs over midnight; empty: nobody ever is"),
});

/** Limits of queues. Later lines go over earlier ones, limit by limit; null switches one off. */
export const thresholdSchema = z.strictObject({
  match: matchSchema.optional(),
  environment: glob.optional(),
  enabled: z.boolean().default(true),
  queueAgeSeconds: z.int().min(1).max(1_209_600).nullable().optional(),
  queueDepth: z.int().min(1).nullable().optional(),
  deadLetterAgeSeconds: z.int().min(1).max(1_209_600).nullable().optional(),
  deadLetterDepth: z.int().min(1).nullable().optional(),
  inflowPerHour: z.number().positive().nullable().optional().describe("dead letters an hour"),
  forSeconds: z.int().min(0).max(86_400).optional().describe("so long it must hold"),
  severity: z.enum(SEVERITIES).optional(),
});

export const linkTemplateSchema = z.strictObject({
  label: z.string().trim().min(1).max(60),
  url: z
    .string()
    .trim()
    .max(2000)
    .regex(/^https:\/\//, "must begin with https://")
    .describe("may hold {messageId} {traceId} {correlationId} {queue} {account} {region} {class} {from} {until}"),
});

export const reviewScheduleSchema = z.strictObject({
  isOn: z.boolean().default(true),
  zone,
  day: z.enum(DAYS).default("mon"),
  at: clock.default("07:00"),
  channels: z.array(z.string().trim().min(1).max(80)).max(20).default([]),
  unit: z
    .strictObject({ one: z.string().trim().min(1).max(40), many: z.string().trim().min(1).max(40) })
    .default({ one: "message", many: "messages" })
    .describe("what a message is to its owner, for example an order"),
});

const sections = {
  routes: z.array(routeSchema).max(500),
  staffedHours: z.array(staffedHoursSchema).max(200),
  thresholds: z.array(thresholdSchema).max(5000),
  links: z.array(linkTemplateSchema).max(20),
  heartbeatUrl: z
    .url({ protocol: /^https?$/, error: "must be an http(s) address" })
    .max(2000)
    .nullable(),
  review: reviewScheduleSchema.nullable(),
};
export const alertSettingsSchema = z
  .strictObject({
    routes: sections.routes.default([]),
    staffedHours: sections.staffedHours.default([]),
    thresholds: sections.thresholds.default([]),
    links: sections.links.default([]),
    heartbeatUrl: sections.heartbeatUrl.default(null),
    review: sections.review.default(null),
  })
  .meta({ id: "AlertSettings" });
/** What is left out stays as it is: nothing here has a value of its own. */
const someSections = z.strictObject(sections).partial();
export type AlertSettings = z.output<typeof alertSettingsSchema>;

const view = z.object({
  settings: alertSettingsSchema,
  version: z.string().describe("the same for all that mean the same; send it back as `ifVersion`"),
  changedAt: isoTime.nullable(),
  changedBy: z.string().nullable(),
  warnings: z.array(z.string()).describe("for example a route to a channel that does not exist"),
  heartbeat: z.object({
    sentAt: isoTime.nullable(),
    failedAt: isoTime.nullable(),
    failure: z.string().nullable(),
  }),
});

export const alertSettings = {
  getAlertSettings: endpoint({
    method: "GET",
    path: "/alert-settings",
    status: 200,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary: "Routes, staffed hours, thresholds, link templates, the heartbeat and the review's schedule",
    input: nothing,
    output: view,
  }),
  putAlertSettings: endpoint({
    method: "PUT",
    path: "/alert-settings",
    status: 200,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary: "Replace those sections that are given; a wrong one changes nothing",
    input: someSections.extend({ ifVersion: z.string().max(100).optional() }),
    output: view,
  }),
  previewRoute: endpoint({
    method: "POST",
    path: "/alert-settings/preview",
    status: 200,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary: "Who would be told, by settings that are not saved yet, of each alert of the last days",
    input: z.strictObject({
      settings: someSections,
      days: z.int().min(1).max(30).default(7),
    }),
    output: z.object({
      items: z.array(
        z.object({
          alertId: z.string().regex(idPattern("alert")),
          number: z.number().int(),
          title: z.string(),
          route: z.string().nullable(),
          channels: z.array(z.string()),
          severity: z.enum(["page", "notify", "none"]),
          why: z.string(),
        }),
      ),
      pageCount: z.number().int(),
      notifyCount: z.number().int(),
      quietCount: z.number().int(),
    }),
  }),
  importThresholds: endpoint({
    method: "POST",
    path: "/alert-settings/thresholds/import",
    status: 200,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary:
      "Read a per-queue threshold file (age on queue and dead-letter queue, by environment, with modes) as lines of ours; changes nothing",
    input: z.strictObject({ text: z.string().min(1).max(900_000).describe("JSON or YAML") }),
    output: z.object({
      thresholds: z.array(thresholdSchema),
      warnings: z.array(z.string()).describe("what the file says and we cannot"),
      queueCount: z.number().int(),
      unknownQueues: z.array(z.string()).describe("named there, and not here"),
    }),
  }),
};
