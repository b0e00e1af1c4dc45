import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { RESOURCE_KINDS } from "@/lib/core/inventory/resource";
import { endpoint, isoTime, page, pageOf } from "./endpoint";
import { ownershipSchema } from "./ownership";

export const resourceSchema = z
  .object({
    id: z.string(),
    arn: z.string(),
    kind: z.enum(RESOURCE_KINDS),
    name: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    awsAccountId: z.string(),
    region: z.string(),
    owner: z.string().nullable(),
    findingCount: z.number().int().describe("open coverage findings that nobody suppressed"),
    seenAt: isoTime.describe("when it was last listed"),
    readAt: isoTime.describe("when its settings were last read"),
    changedAt: isoTime.nullable().describe("null: no change was seen since it was found"),
    deletedAt: isoTime.nullable(),
  })
  .meta({ id: "Resource" });
export type ResourceRow = z.infer<typeof resourceSchema>;

export const changeSchema = z
  .object({
    id: z.string(),
    at: isoTime.describe("when the difference was noticed"),
    since: isoTime.nullable().describe("the look before: the change happened between the two"),
    arn: z.string(),
    kind: z.enum(RESOURCE_KINDS),
    name: z.string(),
    href: z.string().nullable().describe("the resource's page here; null when it is not known any more"),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    field: z.string().describe("path of the setting; `created` and `deleted` for the resource itself"),
    before: z.string().nullable(),
    after: z.string().nullable(),
    changedBy: z.string().nullable().describe("from CloudTrail; null when not known"),
    changedHow: z.string().nullable().describe("the API call, for example PutTargets"),
    changedAt: isoTime.nullable().describe("the time of that call"),
  })
  .meta({ id: "Change" });
export type Change = z.infer<typeof changeSchema>;

const tieSchema = z.object({
  direction: z.enum(["to", "from"]),
  kind: z.enum(["delivers", "dead-letters", "consumes", "watches", "archives"]),
  part: z.string().nullable(),
  arn: z.string(),
  name: z.string(),
  /** Null when the other end is not in the inventory. */
  resourceKind: z.enum(RESOURCE_KINDS).nullable(),
  href: z.string().nullable().describe("its page here; null when it is not in the inventory"),
  state: z.enum(["there", "gone", "unknown"]).describe("*unknown*: nobody could look there"),
});

export const resourceDetailSchema = resourceSchema.extend({
  config: z.record(z.string(), z.unknown()),
  observed: z.record(z.string(), z.unknown()),
  tags: z.record(z.string(), z.string()),
  ownership: ownershipSchema,
  ties: z.array(tieSchema),
  changes: z.array(changeSchema),
});
export type ResourceDetail = z.infer<typeof resourceDetailSchema>;

const kindCountSchema = z.object({ kind: z.enum(RESOURCE_KINDS), count: z.number().int() });

export const inventory = {
  getInventory: endpoint({
    method: "GET",
    path: "/inventory",
    status: 200,
    capability: "counts.see",
    tag: "inventory",
    summary: "How much is known of everything, and how old that is",
    input: z.object({ accountId: z.string().optional(), region: z.string().optional() }),
    output: z.object({
      kinds: z.array(kindCountSchema),
      resourceCount: z.number().int(),
      oldestReadAt: isoTime.nullable().describe("the oldest of the newest complete reads: how fresh all of it is"),
      newestReadAt: isoTime.nullable(),
      unreadPlaces: z
        .array(
          z.object({
            accountId: z.string(),
            accountName: z.string(),
            region: z.string(),
            feature: z.string(),
            state: z.string(),
          }),
        )
        .describe("services that could not be read: what they hold is unknown, not absent"),
    }),
  }),
  listResources: endpoint({
    method: "GET",
    path: "/resources",
    status: 200,
    capability: "counts.see",
    tag: "inventory",
    summary: "Everything found, by kind and name",
    input: z.object({
      ...page,
      kind: z.enum(RESOURCE_KINDS).optional(),
      accountId: z.string().optional(),
      region: z.string().optional(),
      name: z.string().max(200).optional().describe("part of the name"),
      owner: z.string().max(200).optional(),
    }),
    output: pageOf(resourceSchema),
  }),
  getResource: endpoint({
    method: "GET",
    path: "/resources/{id}",
    status: 200,
    capability: "counts.see",
    tag: "inventory",
    summary: "One resource with its settings, where it leads, and its dated changes",
    input: z.object({ id: z.union([z.string().regex(idPattern("resource")), z.string().regex(idPattern("queue"))]) }),
    output: resourceDetailSchema,
  }),
  listChanges: endpoint({
    method: "GET",
    path: "/changes",
    status: 200,
    capability: "counts.see",
    tag: "inventory",
    summary: "Settings that changed anywhere, newest first",
    input: z.object({
      ...page,
      kind: z.enum(RESOURCE_KINDS).optional(),
      accountId: z.string().optional(),
      region: z.string().optional(),
      arn: z.string().max(2000).optional(),
    }),
    output: pageOf(changeSchema),
  }),
};
