import { z } from "zod";
import { CONFIDENCES, RUNGS } from "@/lib/core/failures/evidence/evidence";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime } from "./endpoint";

const id = z.string().regex(idPattern("failureClass"));

export const evidenceSchema = z
  .object({
    state: z
      .enum(["carried", "not-asked", "asked", "looking", "found", "nothing-found", "refused"])
      .describe("carried: the messages carry their error themselves; refused: a role lacks an action, see `note`"),
    note: z.string().describe("one sentence"),
    askedAt: isoTime.nullable(),
    doneAt: isoTime.nullable(),
    budget: z.object({ usedCalls: z.number().int(), mostCalls: z.number().int() }),
    findings: z.array(
      z.object({
        messageRowId: z.string(),
        messageId: z.string(),
        rung: z.enum(RUNGS),
        confidence: z.enum(CONFIDENCES),
        text: z.string(),
        causeKind: z.string(),
        causeReason: z.string(),
        sourceName: z.string().describe("log group, metric or trace"),
        at: isoTime.nullable(),
        lines: z.array(z.object({ at: isoTime, text: z.string() })).describe("needs bodies.read, else empty"),
      }),
    ),
  })
  .meta({ id: "Evidence" });
export type Evidence = z.infer<typeof evidenceSchema>;

export const suspectSchema = z
  .object({
    changeId: z.string(),
    at: isoTime,
    arn: z.string(),
    name: z.string(),
    kind: z.string(),
    resourceId: z.string().nullable(),
    text: z.string().describe("what changed, in words"),
    by: z.string().nullable(),
    secondsBefore: z.number().int().describe("before the failure began; negative: after"),
    relation: z.string().describe("how the thing is tied to the failure, in words"),
    weight: z.number().describe("0 to 1, for ranking only"),
  })
  .meta({ id: "Suspect" });
export type Suspect = z.infer<typeof suspectSchema>;

export const evidence = {
  getClassEvidence: endpoint({
    method: "GET",
    path: "/failure-classes/{id}/evidence",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "What was found beside the messages of a class that carry no error",
    input: z.object({ id }),
    output: evidenceSchema,
  }),
  gatherClassEvidence: endpoint({
    method: "POST",
    path: "/failure-classes/{id}/evidence",
    status: 202,
    capability: "classes.triage",
    tag: "failures",
    summary: "Have the worker look for evidence now, within its budget; asking twice looks once",
    input: z.strictObject({ id }),
    output: evidenceSchema,
  }),
  listSuspects: endpoint({
    method: "GET",
    path: "/failure-classes/{id}/suspects",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Changes of code and settings near the onset, the likeliest first",
    input: z.object({ id }),
    output: z.object({
      onsetAt: isoTime,
      onsetNote: z.string().describe("how well the onset is known"),
      unseen: z.string().nullable().describe("what of that time nobody looked at; null: everything was"),
      items: z.array(suspectSchema),
    }),
  }),
};
