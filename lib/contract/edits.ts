import { z } from "zod";
import { editRecipe } from "@/lib/core/edit/recipe";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime } from "./endpoint";
import { messageFilter } from "./failures";

export const MOST_EDITED = 10_000;

const messageId = z.string().regex(idPattern("message"));
const selection = z
  .union([
    z.strictObject({ messageIds: z.array(messageId).min(1).max(MOST_EDITED) }),
    z.strictObject({ classId: z.string().regex(idPattern("failureClass")), q: messageFilter.optional() }),
    z.strictObject({ queueId: z.string().regex(idPattern("queue")), q: messageFilter.optional() }),
  ])
  .describe(
    "chosen messages, a failure class or a dead-letter queue, whole or with `q` what matches now; of one queue",
  );
const attribute = z.strictObject({
  name: z.string().min(1).max(256),
  dataType: z.string().min(1).max(256),
  stringValue: z.string().max(1_048_576).optional(),
  binaryBase64: z.string().max(1_400_000).optional(),
});
const written = z
  .strictObject({
    messageId,
    body: z.string().max(1_048_576),
    attributes: z.array(attribute).max(100).describe("all that the copy is to have"),
  })
  .describe("one message as a person wrote it, byte for byte");
const change = {
  selection: selection.optional(),
  recipe: editRecipe.optional().describe("with `selection`: steps that are made in each message, in this order"),
  written: written.optional().describe("instead of `selection` and `recipe`"),
  schema: z
    .string()
    .max(66_000)
    .optional()
    .describe("a JSON Schema, 2020-12 or draft 7, that edited bodies must fit; patterns and formats are not checked"),
  keepTrace: z.boolean().default(false).describe("trace headers go with the copy; it belongs to the failed try then"),
};
type Change = { selection?: unknown; recipe?: unknown; written?: unknown };

/** Either what a person wrote, or steps over a selection. */
function isOneChange({ selection: chosen, recipe, written: one }: Change): boolean {
  return one === undefined
    ? chosen !== undefined && recipe !== undefined
    : chosen === undefined && recipe === undefined;
}
const ONE_CHANGE = { message: "give `selection` and `recipe`, or `written`", path: ["selection"] };

const counts = {
  selectedCount: z.number().int(),
  editedCount: z.number().int().describe("change cleanly, and SQS would take them"),
  unchangedCount: z.number().int().describe("the edit finds nothing to do in them: they are left out"),
  failedCount: z.number().int().describe("could not be edited: they are left out"),
};
const failures = z
  .array(z.object({ messageRowId: z.string(), messageId: z.string(), reason: z.string() }))
  .describe("the first 20, with why");
const attributesShown = z.record(
  z.string(),
  z.object({ dataType: z.string(), stringValue: z.string().optional(), binaryBase64: z.string().optional() }),
);
const shown = z.object({ body: z.string(), attributes: attributesShown, isCut: z.boolean() });
const sample = z
  .object({
    messageRowId: z.string(),
    messageId: z.string(),
    before: shown,
    after: shown.nullable().describe("null: not shown, because values are masked for you that might stand in it"),
    differences: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
    isMasked: z.boolean().describe("values in it are masked for you; the copy holds them"),
  })
  .meta({ id: "EditSample" });
export type EditSample = z.infer<typeof sample>;

export const editPreviewSchema = z
  .object({
    ...counts,
    failures,
    samples: z.array(sample).describe("the first 5 that change"),
    sensitiveNames: z.array(z.string()).describe("attributes that others rely on: to keep the edit, confirm them"),
    notChecked: z.array(z.string()).describe("pointers to what of the schema was not checked"),
  })
  .meta({ id: "EditPreview" });
export type EditPreview = z.infer<typeof editPreviewSchema>;

const prepared = z.object({
  editSetId: z.string(),
  queueId: z.string(),
  ...counts,
  failures,
  digest: z.string().describe("of all copies; the plan's hash holds it"),
  notChecked: z.array(z.string()),
});

export const editSetSchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    region: z.string(),
    queueId: z.string(),
    queueName: z.string(),
    classId: z.string().nullable(),
    steps: z.array(z.string()).describe("what was done, without values"),
    keepTrace: z.boolean(),
    sensitiveNames: z.array(z.string()),
    ...counts,
    digest: z.string(),
    madeBy: z.string(),
    madeAt: isoTime,
    copies: z
      .array(
        z.object({
          id: z.string(),
          messageRowId: z.string(),
          messageId: z.string(),
          changedPaths: z.array(z.string()),
          originalSha256: z.string(),
          editedSha256: z.string().describe("of the body"),
          editedBytes: z.number().int().describe("body and attributes"),
          erasedAt: isoTime.nullable(),
        }),
      )
      .describe("the first 100"),
    samples: z.array(sample).describe("the first 5, for whoever may read bodies; reading them is audited"),
  })
  .meta({ id: "EditSet" });
export type EditSet = z.infer<typeof editSetSchema>;

export const edits = {
  previewEdit: endpoint({
    method: "POST",
    path: "/edits/preview",
    status: 200,
    capability: "messages.edit",
    tag: "edits",
    summary: "What an edit would do to each message; nothing is kept",
    input: z.strictObject(change).refine(isOneChange, ONE_CHANGE),
    output: editPreviewSchema,
  }),
  prepareEdit: endpoint({
    method: "POST",
    path: "/edits",
    status: 201,
    capability: "messages.edit",
    idempotent: true,
    tag: "edits",
    summary: "Keep edited copies, to be redriven by a plan; the originals stay as they are",
    input: z
      .strictObject({
        ...change,
        confirmed: z
          .array(z.string().min(1).max(256))
          .max(50)
          .default([])
          .describe("sensitive attributes that you mean to change"),
      })
      .refine(isOneChange, ONE_CHANGE),
    output: prepared,
  }),
  getEdit: endpoint({
    method: "GET",
    path: "/edits/{id}",
    status: 200,
    capability: "counts.see",
    tag: "edits",
    summary: "An edit that was kept: what was done, by whom, to which messages",
    input: z.object({ id: z.string().regex(idPattern("editSet")) }),
    output: editSetSchema,
  }),
};
