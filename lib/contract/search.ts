import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime } from "./endpoint";

export const savedViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    place: z.enum(["failures", "messages"]),
    query: z.string().describe("the query of the screen's address, without the question mark"),
    isShared: z.boolean(),
    isMine: z.boolean(),
    ownerName: z.string(),
    updatedAt: isoTime,
  })
  .meta({ id: "SavedView" });
export type SavedView = z.infer<typeof savedViewSchema>;

export const search = {
  listFilterSuggestions: endpoint({
    method: "GET",
    path: "/filter-suggestions",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "What may stand next in a filter: fields, and values that messages really have",
    input: z.object({
      typed: z.string().max(1_000).describe("the filter up to the cursor"),
      classId: z.string().regex(idPattern("failureClass")).optional(),
      queueId: z.string().regex(idPattern("queue")).optional(),
    }),
    output: z.object({
      items: z.array(
        z.object({
          text: z.string().describe("the whole term, to take the place of the last one typed"),
          hint: z.string(),
        }),
      ),
      note: z.string().nullable().describe("of how many messages the values were read"),
    }),
  }),
  listSavedViews: endpoint({
    method: "GET",
    path: "/saved-views",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Your saved views and those that others share",
    input: z.object({ place: z.enum(["failures", "messages"]).optional() }),
    output: z.object({ items: z.array(savedViewSchema) }),
  }),
  saveView: endpoint({
    method: "PUT",
    path: "/saved-views",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Keep a view under a name; your own view of the same name is replaced",
    input: z.strictObject({
      name: z.string().trim().min(1).max(80),
      place: z.enum(["failures", "messages"]),
      query: z.string().max(2_000),
      isShared: z.boolean().default(false),
    }),
    output: savedViewSchema,
  }),
  removeSavedView: endpoint({
    method: "DELETE",
    path: "/saved-views/{id}",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Forget a view of your own",
    input: z.strictObject({ id: z.string().regex(idPattern("savedView")) }),
    output: z.object({ id: z.string() }),
  }),
};
