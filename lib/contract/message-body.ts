import { z } from "zod";

/** A message opened: whole, and layer by layer. */
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
  })
  .meta({ id: "MessageBody" });
export type MessageBody = z.infer<typeof messageBodySchema>;
