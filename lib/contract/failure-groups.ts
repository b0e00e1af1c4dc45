import { z } from "zod";
import { GROUP_BYS } from "@/lib/core/failures/group-by";
import { endpoint, isoTime } from "./endpoint";
import { classListView, lossSchema } from "./failures";

export const failureGroupSchema = z
  .object({
    key: z.string().describe("with `groupBy` it lists the classes of the group; empty where none is known"),
    name: z.string(),
    classCount: z.number().int(),
    presentCount: z.number().int(),
    totalCount: z.number().int().describe("ever seen"),
    newCount: z.number().int().describe("classes that are new and neither snoozed nor dismissed"),
    accountCount: z.number().int(),
    firstSeenAt: isoTime,
    lastSeenAt: isoTime,
    loss: lossSchema,
    causeKinds: z.array(z.string()),
  })
  .meta({ id: "FailureGroup" });
export type FailureGroup = z.infer<typeof failureGroupSchema>;

export const failureGroups = {
  groupFailures: endpoint({
    method: "GET",
    path: "/failure-groups",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Failure classes put together; by error: the same failure in all accounts and Regions",
    input: z.object({
      by: z.enum(GROUP_BYS).default("cause"),
      view: classListView.default("needs-action"),
      accountId: z.string().optional(),
      region: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    output: z.object({
      items: z.array(failureGroupSchema).describe("the group that loses a message first in front"),
      totalCount: z.number().int().describe("groups in all, also where the list is cut"),
    }),
  }),
};
