import { z } from "zod";
import { CAUSE_KINDS } from "../cause-kind";
import type { Clues } from "../evidence/evidence";
import { ORIGIN_KINDS } from "../origins/origin";
import { labelledGraph } from "./labelled-graph";

const figure = z.number().nullable();

/** One failed message with what could be read beside it and the right answer; public/README.md says what each part means. */
export const labelledCase = z.strictObject({
  id: z.string(),
  source: z.url(),
  sourceGroup: z.string(),
  seen: z.string(),
  variantOf: z.string().optional(),
  message: z.strictObject({
    id: z.string(),
    body: z.string(),
    attributes: z.record(z.string(), z.string()).default({}),
    system: z.record(z.string(), z.string()),
  }),
  graph: labelledGraph,
  clues: z
    .strictObject({
      logLines: z.array(z.strictObject({ at: z.iso.datetime(), text: z.string() })).nullable(),
      errors: figure,
      throttles: figure,
      maxDurationMs: figure,
      timeoutSeconds: figure,
    })
    .optional(),
  expected: z.strictObject({ origin: z.enum(ORIGIN_KINDS), cause: z.enum(CAUSE_KINDS), group: z.string() }),
});
export type LabelledCase = z.infer<typeof labelledCase>;

/** What was read beside the message; figures of which none was read count as not read. */
export function cluesOf({ clues, message }: LabelledCase): Clues | undefined {
  if (clues === undefined) return undefined;
  const { logLines, ...figures } = clues;
  const isRead = Object.values(figures).some((value) => value !== null);
  return {
    messageId: message.id,
    consumerArn: null,
    traceId: null,
    logLines: logLines?.map(({ at, text }) => ({ at: new Date(at), text })) ?? null,
    figures: isRead ? figures : null,
  };
}
