import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime } from "./endpoint";

export const vaultStateSchema = z.object({
  drainedCount: z.number().int().describe("taken out of the queue in vault mode so far"),
  undeletedCount: z.number().int().describe("in the vault, and perhaps still in the queue: the delete is not proved"),
  vaultedCount: z.number().int().describe("messages that are only in the vault: neither in the queue nor sent back"),
  isPaused: z.boolean().describe("goes on only when a person asks"),
  stoppedBecause: z.string().nullable().describe("why the last slice ended before the queue was quiet"),
  fix: z.string().nullable(),
  endedAt: isoTime.nullable().describe("when it was looked at last"),
  nextAt: isoTime.nullable().describe("after a failure: not before"),
  needsSecondCopy: z
    .boolean()
    .describe("each message is copied to the second bucket, and that proved, before its delete"),
  singleCopyReason: z.string().nullable(),
  overrideReason: z.string().nullable(),
});
export type VaultState = z.infer<typeof vaultStateSchema>;

export const modeConsequencesSchema = z.object({
  mode: z.enum(["off", "index", "vault"]),
  does: z.array(z.string()).describe("what is received and deleted, who else notices, and what it costs"),
  leaving: z.array(z.string()).describe("what remains when the mode is left"),
  refusals: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .describe("what stands against switching to it, by the field that would mend it"),
});

export const queueModes = {
  getModeConsequences: endpoint({
    method: "GET",
    path: "/queues/{id}/modes",
    status: 200,
    capability: "counts.see",
    tag: "queues",
    summary: "What each mode would do to this queue and to everybody who looks at it, in plain sentences",
    input: z.object({ id: z.string().regex(idPattern("queue")) }),
    output: z.object({
      mode: z.enum(["off", "index", "vault"]).describe("the one that is on"),
      modes: z.array(modeConsequencesSchema),
      secondCopy: z
        .object({ bucket: z.string(), region: z.string(), problem: z.string().nullable(), checkedAt: isoTime })
        .nullable()
        .describe("the bucket for second copies as a worker saw it last; null: no worker has one"),
    }),
  }),
};
