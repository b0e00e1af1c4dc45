import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, flag, isoTime } from "./endpoint";

const reason = z.string().trim().min(5, "say why, in at least 5 characters").max(500);
const scopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("account"), id: z.string().regex(idPattern("account")) }),
  z.strictObject({ kind: z.literal("queue"), id: z.string().regex(idPattern("queue")) }),
  z.strictObject({ kind: z.literal("class"), id: z.string().regex(idPattern("failureClass")) }),
  z.strictObject({ kind: z.literal("message"), id: z.string().regex(idPattern("message")) }),
]);

export const holdSchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    scope: z.object({
      kind: z.enum(["account", "queue", "class", "message"]),
      id: z.string(),
      name: z.string().nullable(),
    }),
    reason: z.string(),
    until: isoTime.nullable().describe("null: until somebody lifts it"),
    placedAt: isoTime,
    placedBy: z.string(),
    liftedAt: isoTime.nullable(),
    liftedBy: z.string().nullable(),
    liftReason: z.string().nullable(),
    isStanding: z.boolean(),
  })
  .meta({ id: "LegalHold" });
export type LegalHold = z.infer<typeof holdSchema>;

export const holds = {
  listHolds: endpoint({
    method: "GET",
    path: "/legal-holds",
    status: 200,
    capability: "privacy.manage",
    tag: "privacy",
    summary: "Legal holds, standing ones first; at most 500",
    input: z.object({ isStanding: flag.optional() }),
    output: z.object({ items: z.array(holdSchema) }),
  }),
  placeHold: endpoint({
    method: "POST",
    path: "/legal-holds",
    status: 201,
    capability: "messages.erase",
    idempotent: true,
    tag: "privacy",
    summary: "Keep content from being erased by anything, until a day or until it is lifted",
    input: z.strictObject({
      scope: scopeSchema,
      reason,
      until: isoTime.nullable().default(null).describe("null: until somebody lifts it"),
    }),
    output: holdSchema,
  }),
  liftHold: endpoint({
    method: "POST",
    path: "/legal-holds/{id}/lift",
    status: 200,
    capability: "messages.erase",
    tag: "privacy",
    summary: "Lift a legal hold; what it kept back may go from then on",
    input: z.strictObject({ id: z.string().regex(idPattern("hold")), reason }),
    output: holdSchema,
  }),
};
