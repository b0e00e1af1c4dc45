import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime, page, pageOf } from "./endpoint";

export const capsuleSchema = z
  .object({
    id: z.string(),
    subject: z.object({ kind: z.enum(["class", "incident", "alert"]), id: z.string() }),
    title: z.string(),
    note: z.string().nullable(),
    markdown: z.string().describe("as it was then: it never changes"),
    createdAt: isoTime,
    createdBy: z.string(),
  })
  .meta({ id: "Capsule" });
export type Capsule = z.infer<typeof capsuleSchema>;

export const issueLinkSchema = z
  .object({
    id: z.string(),
    classId: z.string(),
    channelId: z.string(),
    channelName: z.string(),
    channelKind: z.enum(["jira", "github"]),
    state: z.enum(["asked", "open", "closed", "failed", "unknown"]).describe("as it was read last"),
    url: z.string().nullable(),
    externalId: z.string().nullable(),
    failure: z.string().nullable(),
    createdAt: isoTime,
    createdBy: z.string(),
    readAt: isoTime.nullable(),
  })
  .meta({ id: "IssueLink" });
export type IssueLink = z.infer<typeof issueLinkSchema>;

const classId = z.string().regex(idPattern("failureClass"));

export const handOver = {
  createCapsule: endpoint({
    method: "POST",
    path: "/capsules",
    status: 201,
    capability: "reviews.write",
    idempotent: true,
    tag: "alerts",
    summary: "Freeze the state of a class, an incident or an alert into a link and Markdown for whoever takes over",
    input: z.strictObject({
      subject: z.strictObject({ kind: z.enum(["class", "incident", "alert"]), id: z.string().min(1).max(100) }),
      note: z.string().trim().min(1).max(2000).optional(),
    }),
    output: capsuleSchema,
  }),
  getCapsule: endpoint({
    method: "GET",
    path: "/capsules/{id}",
    status: 200,
    capability: "counts.see",
    tag: "alerts",
    summary: "A hand-over as it was frozen, for who may see every account that it speaks of",
    input: z.object({ id: z.string().regex(idPattern("capsule")) }),
    output: capsuleSchema,
  }),
  listCapsules: endpoint({
    method: "GET",
    path: "/capsules",
    status: 200,
    capability: "counts.see",
    tag: "alerts",
    summary: "Hand-overs, newest first",
    input: z.object({ ...page, subjectId: z.string().max(100).optional() }),
    output: pageOf(capsuleSchema.omit({ markdown: true })),
  }),
  listIssueChannels: endpoint({
    method: "GET",
    path: "/issue-channels",
    status: 200,
    capability: "classes.triage",
    tag: "alerts",
    summary: "Trackers in which an issue can be made from a class",
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(["jira", "github"]) })),
    }),
  }),
  createIssue: endpoint({
    method: "POST",
    path: "/failure-classes/{id}/issues",
    status: 202,
    capability: "classes.triage",
    idempotent: true,
    tag: "alerts",
    summary: "Make an issue of a class in Jira or on GitHub; one per class and tracker. Its status is read back",
    input: z.strictObject({ id: classId, channelId: z.string().regex(idPattern("channel")) }),
    output: issueLinkSchema,
  }),
  listIssues: endpoint({
    method: "GET",
    path: "/failure-classes/{id}/issues",
    status: 200,
    capability: "counts.see",
    tag: "alerts",
    summary: "Issues that were made of a class, with the status that was read last",
    input: z.object({ id: classId }),
    output: z.object({ items: z.array(issueLinkSchema) }),
  }),
  getOutsideLinks: endpoint({
    method: "GET",
    path: "/messages/{id}/outside-links",
    status: 200,
    capability: "counts.see",
    tag: "alerts",
    summary: "Links to CloudWatch, Datadog, Grafana, X-Ray … for one message, from the templates",
    input: z.object({ id: z.string().regex(idPattern("message")) }),
    output: z.object({
      items: z.array(z.object({ label: z.string(), url: z.string() })),
      leftOut: z.array(z.object({ label: z.string(), why: z.string() })),
    }),
  }),
};
