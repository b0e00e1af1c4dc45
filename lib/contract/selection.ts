import { z } from "zod";
import { readingRuleSchema, selectionSchema } from "./config-document";
import { endpoint, isoTime, nothing } from "./endpoint";

const counts = z.object({ listedCount: z.number().int(), selectedCount: z.number().int() });

export const selection = {
  getSelection: endpoint({
    method: "GET",
    path: "/selection",
    status: 200,
    capability: "counts.see",
    tag: "onboarding",
    summary: "Which queues are looked at",
    input: nothing,
    output: z.object({ selection: selectionSchema, counts, isFromFile: z.boolean() }),
  }),
  previewSelection: endpoint({
    method: "POST",
    path: "/selection/preview",
    status: 200,
    capability: "counts.see",
    tag: "onboarding",
    summary: "How many queues a selection would look at, per account and Region, from the names listed last",
    input: z.strictObject({ selection: selectionSchema }),
    output: z.object({
      counts,
      places: z.array(
        counts.extend({
          accountId: z.string(),
          accountName: z.string(),
          region: z.string(),
          listedAt: isoTime.nullable(),
        }),
      ),
      lines: z
        .array(
          z.object({ list: z.enum(["include", "exclude"]), index: z.number().int(), matchCount: z.number().int() }),
        )
        .describe("a line that matches nothing is often a mistake"),
      leftOut: z.array(z.string()).describe("names of up to 20 queues that would not be looked at"),
    }),
  }),
  setSelection: endpoint({
    method: "PUT",
    path: "/selection",
    status: 200,
    capability: "accounts.manage",
    isForAll: true,
    tag: "onboarding",
    summary: "Change which queues are looked at; holds for new and short-lived ones too",
    input: z.strictObject({ selection: selectionSchema }),
    output: z.object({ counts }),
  }),
  getReading: endpoint({
    method: "GET",
    path: "/reading",
    status: 200,
    capability: "counts.see",
    tag: "onboarding",
    summary: "Which dead-letter queues may be read, by rule; all others stay off",
    input: nothing,
    output: z.object({ rules: z.array(readingRuleSchema), isFromFile: z.boolean() }),
  }),
  setReading: endpoint({
    method: "PUT",
    path: "/reading",
    status: 200,
    capability: "accounts.manage",
    isForAll: true,
    tag: "onboarding",
    summary: "Opt in to reading dead-letter queues by account, Region, name or tag; the last rule that matches wins",
    input: z.strictObject({ rules: z.array(readingRuleSchema).max(2000) }),
    output: z.object({ indexCount: z.number().int(), autoRescueCount: z.number().int() }),
  }),
};
