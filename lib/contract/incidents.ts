import { z } from "zod";
import { endpoint, isoTime } from "./endpoint";
import { failureClassSchema, lossSchema } from "./failures";

export const incidentSchema = z
  .object({
    id: z.string().describe("of the class that began first; the same for as long as that class belongs to it"),
    title: z.string().describe("what they share, in one line"),
    sharedBy: z.array(
      z.object({
        kind: z.enum(["consumer", "dependency", "account", "cause", "change"]),
        value: z.string().describe("of a dependency empty without bodies.read: an error text names it"),
        name: z.string(),
      }),
    ),
    startedAt: isoTime,
    lastSeenAt: isoTime,
    presentCount: z.number().int(),
    classCount: z.number().int(),
    regions: z.array(z.string()),
    accountNames: z.array(z.string()),
    causeKind: z.string().nullable().describe("null: they differ"),
    loss: lossSchema.describe("the earliest of its classes"),
    classes: z.array(failureClassSchema),
  })
  .meta({ id: "Incident" });
export type Incident = z.infer<typeof incidentSchema>;

export const incidents = {
  listIncidents: endpoint({
    method: "GET",
    path: "/incidents",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary:
      "Open failure classes that began together and share consumer, dependency, account or cause, across Regions",
    input: z.object({ accountId: z.string().optional(), region: z.string().optional() }),
    output: z.object({ items: z.array(incidentSchema), windowSeconds: z.number().int() }),
  }),
};
