import { z } from "zod";
import type { Capability } from "@/lib/core/access/capabilities";
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from "@/lib/core/audit";
import { endpoint, flag, isoTime, nothing, page, pageOf } from "./endpoint";

export const auditEntrySchema = z
  .object({
    id: z.number().int(),
    at: isoTime,
    actorKind: z.string(),
    actorId: z.string(),
    actorName: z.string(),
    onBehalfOf: z.string().nullable(),
    action: z.string(),
    outcome: z.enum(AUDIT_OUTCOMES),
    objectKind: z.string(),
    objectId: z.string().nullable(),
    accountId: z.string().nullable(),
    accountName: z.string().nullable(),
    region: z.string().nullable(),
    runId: z.string().nullable(),
    requestId: z.string().nullable(),
    ip: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    isSealed: z.boolean(),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Which entries: for the list and for the export. */
export const auditFilter = {
  action: z.enum(AUDIT_ACTIONS).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional().describe("denied: what somebody tried and was refused"),
  objectId: z.string().max(100).optional().describe("of an account: also what happened to the things in it"),
  runId: z.string().max(60).optional(),
  actor: z.string().max(200).optional().describe("part of the actor's name"),
  actorId: z.string().max(100).optional().describe("a person's id: also what their tokens did"),
  since: isoTime.optional(),
  until: isoTime.optional().describe("up to, and not with, this time"),
};

const head = z.object({ position: z.number().int(), hash: z.string(), at: isoTime });

const verdict = z
  .object({
    isIntact: z.boolean(),
    isFull: z.boolean(),
    checkedFrom: z
      .number()
      .int()
      .describe("the last position that was not read again: checked earlier, or pruned. 0: from the first entry"),
    fullyCheckedAt: isoTime.nullable().describe("when all of it was read again last, by the worker"),
    head: head.nullable().describe("how far the log is sealed; compare it with one that you kept elsewhere"),
    sealedCount: z.number().int(),
    unsealedCount: z.number().int(),
    oldestUnsealedAt: isoTime.nullable(),
    prunedCount: z.number().int(),
    prunedUpTo: isoTime.nullable().describe("the time of the newest entry that retention removed"),
    begunAt: isoTime.nullable().describe("since when entries carry MACs"),
    beforeMacsCount: z
      .number()
      .int()
      .describe("entries of before, whose chain anybody with the database could have made"),
    brokenAt: z.number().int().nullable(),
    reason: z.string().nullable(),
    faults: z
      .array(
        z.object({ position: z.number().int().nullable(), entryId: z.number().int().nullable(), reason: z.string() }),
      )
      .describe("the first 50"),
    faultCount: z.number().int(),
  })
  .meta({ id: "AuditVerdict" });

const retention = z
  .object({
    days: z.number().int().nullable().describe("null: for ever"),
    version: z.number().int(),
    changedAt: isoTime.nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: "AuditRetention" });

export const exportSummarySchema = z.object({
  count: z.coerce.number().int(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("over all lines before, with their line ends"),
  headPosition: z.coerce.number().int(),
  headHash: z.string().regex(/^[0-9a-f]{64}$/),
  exportedAt: isoTime,
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});

export const audit = {
  listAuditEntries: endpoint({
    method: "GET",
    path: "/audit",
    status: 200,
    capability: "audit.read",
    tag: "system",
    summary: "Audit entries, newest first",
    input: z.object({ ...page, ...auditFilter }),
    output: pageOf(auditEntrySchema),
  }),
  verifyAudit: endpoint({
    method: "GET",
    path: "/audit/verify",
    status: 200,
    capability: "audit.read",
    isForAll: true,
    tag: "system",
    summary: "Check the audit log: every entry, its MAC, the chain over them and how far it must reach",
    input: z.object({ full: flag.default(false).describe("from the first entry, not from the last check on") }),
    output: verdict,
  }),
  verifyAuditExport: endpoint({
    method: "GET",
    path: "/audit/verify-export",
    status: 200,
    capability: "audit.read",
    tag: "system",
    summary: "Whether the last line of an export is ours, and the log still has what it had then",
    input: exportSummarySchema,
    output: z.object({
      isOurs: z.boolean(),
      log: z
        .enum(["same", "other", "missing", "pruned"])
        .describe("what stands at the head of then: `other` and `missing` mean that the log was put back or changed"),
    }),
  }),
  getAuditRetention: endpoint({
    method: "GET",
    path: "/audit/retention",
    status: 200,
    capability: "audit.read",
    tag: "system",
    summary: "How long audit entries are kept",
    input: nothing,
    output: retention,
  }),
  putAuditRetention: endpoint({
    method: "PUT",
    path: "/audit/retention",
    status: 200,
    capability: "privacy.manage",
    tag: "system",
    summary: "Change how long audit entries are kept",
    input: z.object({
      days: z.number().int().min(90, "audit entries are kept 90 days at least").max(36_500).nullable(),
      ifVersion: z.int32().describe("the `version` that you saw"),
    }),
    output: retention,
  }),
};

/** Beside the contract, because it is a stream of lines: every entry as JSON, and a last line that is signed. */
export const auditExport = {
  operationId: "exportAudit",
  method: "GET",
  path: "/audit/export",
  capability: "audit.read" as const satisfies Capability,
  tag: "system",
  summary: "The audit log as lines of JSON with ECS field names; the last line says how many they are",
  input: z.object(auditFilter),
} as const;
