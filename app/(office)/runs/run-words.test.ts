import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs";
import { runHeadline } from "./run-words";

const counters = { selected: 15, sent: 15, gone: 0, returned: 0 } as Run["counters"];
const run = { title: "Redrive 15 messages to emails", action: "redrive", counters } as const;

test.each([
  ["waiting", counters, "Redrive 15 messages to emails."],
  ["running", counters, "Redriving 15 messages to emails."],
  ["observing", { ...counters, waiting: 4 }, "Redriving 15 messages to emails."],
  ["observing", counters, "Redrove 15 messages to emails."],
  ["paused", counters, "Redrive 15 messages to emails: paused."],
  ["done", counters, "Redrove 15 messages to emails."],
  ["done", { ...counters, gone: 15 }, "Redrove 15 messages to emails; none came back."],
  ["done", { ...counters, gone: 12, returned: 3 }, "Redrove 15 messages to emails; 3 came back."],
  ["cancelled", counters, "Redrive 15 messages to emails: cancelled."],
] as const)("a run that is %s with %j reads %j", (state, seen, headline) => {
  expect(runHeadline({ ...run, state, counters: seen })).toBe(headline);
});
