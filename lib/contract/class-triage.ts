import { z } from "zod";
import { CLASS_STATUSES } from "@/lib/core/failures/class-status";
import { SNOOZE_KINDS } from "@/lib/core/failures/lifecycle/snooze";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime, page, pageOf } from "./endpoint";
import { failureClassSchema } from "./failures";

export const classNoteSchema = z
  .object({ id: z.string(), classId: z.string(), at: isoTime, by: z.string(), text: z.string() })
  .meta({ id: "ClassNote" });

export const classActivitySchema = z
  .object({
    key: z.string(),
    at: isoTime,
    kind: z.enum(["first-seen", "status", "woken", "action", "note", "run"]),
    action: z.string().describe("the status, the audit action, or what the run did: redrive, discard …"),
    by: z.string().nullable().describe("null: by itself"),
    text: z.string().nullable().describe("the note, or the reason"),
    status: z.enum(CLASS_STATUSES).nullable(),
    owner: z.string().nullable(),
    snooze: z
      .object({ kind: z.enum(SNOOZE_KINDS), until: isoTime.nullable(), moreCount: z.number().int().nullable() })
      .nullable(),
    run: z.object({ id: z.string(), number: z.number().int(), state: z.string() }).nullable(),
    ofNumber: z.number().int().nullable().describe("of which class, where it is one that was merged into this one"),
  })
  .meta({ id: "ClassActivity" });
export type ClassActivity = z.infer<typeof classActivitySchema>;

const id = z.string().regex(idPattern("failureClass"));
const reason = z.string().trim().min(3).max(500);

const classCommand = <I extends z.ZodType>(verb: string, summary: string, input: I) =>
  endpoint({
    method: "POST",
    path: `/failure-classes/{id}/${verb}`,
    status: 200,
    capability: "classes.triage",
    tag: "failures",
    summary,
    input,
    output: failureClassSchema,
  });

export const classTriage = {
  acknowledgeFailureClass: classCommand(
    "acknowledge",
    "Say that you look after it, until it is resolved; the first who says so stands",
    z.strictObject({ id }),
  ),
  assignFailureClass: classCommand(
    "assign",
    "Name a person or team; null goes back to who owns the failing stage",
    z.strictObject({ id, owner: z.string().trim().min(1).max(200).nullable() }),
  ),
  snoozeFailureClass: classCommand(
    "snooze",
    "Take it out of what needs action until a time, N more messages, it escalates, or it is about to lose a message",
    z.strictObject({
      id,
      until: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("time"), at: isoTime }),
        z.strictObject({ kind: z.literal("count"), moreCount: z.number().int().min(1).max(1_000_000) }),
        z.strictObject({ kind: z.literal("escalates") }),
        z.strictObject({ kind: z.literal("loss") }),
      ]),
    }),
  ),
  dismissFailureClass: classCommand(
    "dismiss",
    "Take it out of what needs action for good, also when it regresses; its messages are still counted",
    z.strictObject({ id, reason }),
  ),
  reopenFailureClass: classCommand("reopen", "Take back acknowledgement, snooze and dismissal", z.strictObject({ id })),
  setClassRunbook: classCommand(
    "runbook",
    "Link what to do about it; null takes the link away",
    z.strictObject({
      id,
      url: z
        .url({ protocol: /^https?$/, error: "must be an address that begins with https://" })
        .max(2_000)
        .nullable(),
    }),
  ),
  addClassNote: endpoint({
    method: "POST",
    path: "/failure-classes/{id}/notes",
    status: 201,
    capability: "classes.triage",
    idempotent: true,
    tag: "failures",
    summary: "Write a note; it stays with the class through runs and cannot be changed",
    input: z.strictObject({ id, text: z.string().trim().min(1).max(4000) }),
    output: classNoteSchema,
  }),
  listClassActivity: endpoint({
    method: "GET",
    path: "/failure-classes/{id}/activity",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "What the class did, what people decided and wrote, and the runs on it, newest first",
    input: z.object({ id, ...page }),
    output: pageOf(classActivitySchema),
  }),
};
