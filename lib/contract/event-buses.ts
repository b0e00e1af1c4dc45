import { z } from "zod";
import { SEVERITIES } from "@/lib/core/coverage/rule";
import { BUS_KINDS } from "@/lib/core/events/bus-kind";
import { GIVE_UPS } from "@/lib/core/events/hop";
import { RULE_STATES } from "@/lib/core/events/rule-state";
import { SIDE_EFFECTS } from "@/lib/core/events/side-effect";
import { idPattern } from "@/lib/core/ids";
import { RESOURCE_KINDS } from "@/lib/core/inventory/resource";
import { endpoint, isoTime, page, pageOf } from "./endpoint";
import { busPutterSchema, count, deadLetterSchema, namedSchema, place, ruleDaySchema } from "./event-fields";
import { classStatus } from "./failures";

export const busSchema = z
  .object({
    id: z.string(),
    arn: z.string(),
    name: z.string(),
    kind: z.enum(BUS_KINDS),
    ...place,
    ruleCount: z.number().int().describe("of people; without those that services manage"),
    archiveCount: z.number().int(),
    kmsKeyId: z.string().nullable(),
    deadLetter: deadLetterSchema.nullable().describe("for events that its key refused, before any rule"),
    whoMayPut: z.array(busPutterSchema).nullable().describe("by its policy; null: the policy could not be understood"),
    isOpenToAll: z.boolean(),
    findingCount: z.number().int(),
    readAt: isoTime,
    isReadable: z.boolean().describe("false: nobody can look there now; what is told is as it was at readAt"),
    deletedAt: isoTime.nullable(),
  })
  .meta({ id: "Bus" });
export type Bus = z.infer<typeof busSchema>;

export const eventRuleSchema = z
  .object({
    id: z.string(),
    arn: z.string(),
    name: z.string(),
    bus: namedSchema,
    ...place,
    isEnabled: z.boolean(),
    eventPattern: z.string().nullable(),
    scheduleExpression: z.string().nullable(),
    managedBy: z.string().nullable().describe("the service that owns it: people cannot change it"),
    targetCount: z.number().int(),
    figures24h: ruleDaySchema.nullable().describe("of the last 24 hours; null: CloudWatch was never asked"),
    state: z.enum(RULE_STATES),
    stateReason: z.string(),
    openClassCount: z.number().int(),
    findingCount: z.number().int(),
    readAt: isoTime,
    isReadable: z.boolean(),
    deletedAt: isoTime.nullable(),
  })
  .meta({ id: "EventRule" });
export type EventRule = z.infer<typeof eventRuleSchema>;

export const hopSchema = z
  .object({
    targetId: z.string(),
    arn: z.string(),
    name: z.string(),
    kind: z.string().describe("in words: queue, function, event bus, API destination …"),
    resourceId: z.string().nullable().describe("null when it is not in the inventory or out of your scope"),
    resourceKind: z.enum(RESOURCE_KINDS).nullable(),
    href: z.string().nullable().describe("its page in the inventory; null likewise"),
    state: z.enum(["there", "gone", "unknown"]).describe("*unknown*: nobody could look there"),
    sideEffect: z.enum(SIDE_EFFECTS),
    effectWords: z.string().describe("what one event does there, for example: runs the function ship"),
    input: z.enum(["event", "constant", "path", "transformer"]),
    roleArn: z.string().nullable(),
    messageGroupId: z.string().nullable(),
    maxRetries: z.object({ count: z.number().int(), isDefault: z.boolean() }),
    maxAge: z.object({ seconds: z.number().int(), isDefault: z.boolean() }),
    deadLetter: deadLetterSchema.nullable(),
    givesUp: z.enum(GIVE_UPS),
    triesWords: z.string().describe("for example: 24 h or 185 attempts"),
    thenWords: z.string().describe("for example: then orders-dlq, or: then lost"),
    sentence: z.string().describe("both of them in one"),
    atOnceWords: z.string().describe("what happens to errors that are not retried"),
    beyondWords: z
      .string()
      .nullable()
      .describe(
        "what fails after the target took the event, and never comes to this rule; null: nothing is known of it",
      ),
    otherAccount: z
      .object({ awsAccountId: z.string(), accountId: z.string().nullable(), accountName: z.string().nullable() })
      .nullable()
      .describe("where the target lies in another account"),
    otherRegion: z.string().nullable(),
    notSupported: z.string().nullable().describe("why this version cannot follow the events further"),
  })
  .meta({ id: "Hop" });
export type Hop = z.infer<typeof hopSchema>;

export const eventRuleDetailSchema = eventRuleSchema.extend({
  hops: z.array(hopSchema),
  classes: z
    .array(
      z.object({
        id: z.string(),
        number: z.number().int(),
        title: z.string(),
        status: classStatus,
        record: z.enum(["messages", "executions", "count-only"]),
        count: z.number().int().describe("present, or ever seen where no message was kept"),
        at: z.enum(["rule", "target"]).describe("*target*: it failed later, in what the rule delivers to"),
        anchorName: z.string(),
        targetArn: z
          .string()
          .nullable()
          .describe("the target that did not take it, or failed on it; null: not known which"),
        lastSeenAt: isoTime,
      }),
    )
    .describe("open failures of this rule, and of its targets, whoever sends to them"),
  archives: z.array(
    z.object({ id: z.string(), name: z.string(), state: z.string(), keepsAll: z.boolean(), retentionDays: z.number() }),
  ),
  findings: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: z.enum(SEVERITIES),
      summary: z.string(),
      part: z.string(),
    }),
  ),
});
export type EventRuleDetail = z.infer<typeof eventRuleDetailSchema>;

export const archiveSchema = z
  .object({
    id: z.string(),
    arn: z.string(),
    name: z.string(),
    bus: namedSchema,
    ...place,
    state: z.string().describe("as AWS says it: ENABLED, DISABLED, CREATING, UPDATING, CREATE_FAILED, UPDATE_FAILED"),
    stateWords: z.string(),
    stateReason: z.string().nullable(),
    isReplayable: z.boolean().describe("by its state alone"),
    retentionDays: z.number().int().describe("0 keeps for ever"),
    eventPattern: z.string().nullable().describe("null: it keeps every event of the bus"),
    eventCount: count,
    sizeBytes: z.number().nullable(),
    countedAt: isoTime.describe("when AWS was asked; it counts up to 24 hours late"),
    createdAt: isoTime.nullable(),
    oldestEventAt: isoTime
      .nullable()
      .describe("not before this: its creation, or as far back as retention reaches; null: not known"),
    priceUsdPerMonth: z.number().nullable().describe("of storing what it holds, at list price; null: not known"),
    priceNote: z.string(),
    findingCount: z.number().int(),
    readAt: isoTime,
    isReadable: z.boolean(),
    deletedAt: isoTime.nullable(),
  })
  .meta({ id: "Archive" });
export type Archive = z.infer<typeof archiveSchema>;

const filter = {
  ...page,
  accountId: z.string().optional(),
  region: z.string().optional(),
  name: z.string().max(200).optional().describe("part of the name"),
};
const unread = {
  unreadPlaces: z
    .array(z.object({ accountId: z.string(), accountName: z.string(), region: z.string() }))
    .describe("where EventBridge could not be read: what is there is unknown, not absent"),
};
const id = { id: z.string().regex(idPattern("resource")) };

export const eventBuses = {
  listBuses: endpoint({
    method: "GET",
    path: "/buses",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "Event buses: default, custom and partner",
    input: z.object(filter),
    output: pageOf(busSchema).extend(unread),
  }),
  getBus: endpoint({
    method: "GET",
    path: "/buses/{id}",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "One event bus, and who may put events on it",
    input: z.object(id),
    output: busSchema,
  }),
  listRules: endpoint({
    method: "GET",
    path: "/rules",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "Rules with their figures of the last 24 hours",
    input: z.object({
      ...filter,
      busId: z.string().regex(idPattern("resource")).optional(),
      state: z
        .enum(["all", "failing", "losing", "silent", "disabled"])
        .optional()
        .describe("`failing` has `losing` too"),
    }),
    output: pageOf(eventRuleSchema)
      .extend(unread)
      .describe("`totalCount` is null with a state: nobody counted further"),
  }),
  getRule: endpoint({
    method: "GET",
    path: "/rules/{id}",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "One rule: where it delivers, how long it tries and where it gives up",
    input: z.object(id),
    output: eventRuleDetailSchema,
  }),
  listArchives: endpoint({
    method: "GET",
    path: "/archives",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "Archives of event buses, what they hold and cost",
    input: z.object({ ...filter, busId: z.string().regex(idPattern("resource")).optional() }),
    output: pageOf(archiveSchema).extend(unread),
  }),
  getArchive: endpoint({
    method: "GET",
    path: "/archives/{id}",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "One archive",
    input: z.object(id),
    output: archiveSchema,
  }),
};
