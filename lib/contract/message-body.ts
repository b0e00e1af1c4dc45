import { z } from "zod";
import { isoTime } from "./endpoint";

/** A message opened: whole, and layer by layer, masked by all rules unless it is revealed to whoever asks. */
export const messageBodySchema = z
  .object({
    body: z.string(),
    bodySha256: z.string(),
    attributes: z.record(
      z.string(),
      z.object({ dataType: z.string(), stringValue: z.string().optional(), binaryBase64: z.string().optional() }),
    ),
    system: z.record(z.string(), z.string()),
    layers: z
      .array(
        z.object({
          kind: z.string(),
          label: z.string(),
          text: z.string().describe("as it was sent; of bytes a hex dump, of protobuf its fields"),
          path: z.string().optional().describe("the member it was found in; the layers that wrap each other have none"),
          isCut: z.boolean().optional().describe("more was sent than the text shows"),
          note: z.string().optional().describe("what could not be opened or is not known, and why"),
        }),
      )
      .describe("outermost first, then what was found in members"),
    errorText: z.string().nullable(),
    kept: z
      .enum(["whole", "masked"])
      .describe(
        "masked: no original is kept; `body` is the beginning of it as it was kept, and nothing can be revealed",
      ),
    maskedCount: z
      .number()
      .int()
      .nullable()
      .describe("places masked in this answer, in each layer where they stand; null: kept masked, nobody counted"),
    reveal: z
      .object({ id: z.string(), at: isoTime, until: isoTime })
      .nullable()
      .describe("you see it unmasked until then; null: masked"),
    mayReveal: z.boolean().describe("you may reveal this message, with a reason"),
  })
  .meta({ id: "MessageBody" });
export type MessageBody = z.infer<typeof messageBodySchema>;
