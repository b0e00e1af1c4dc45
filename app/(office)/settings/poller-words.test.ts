import { expect, test } from "vitest";
import { POLLERS } from "@/jobs/pollers";
import type { Poller } from "@/lib/contract/system";
import { pollersHeadline, pollerWords, sortedPollers } from "./poller-words";

const poller = (state: Poller["state"]): Poller => ({
  poller: "sampleDepth",
  accountId: "",
  accountName: "",
  region: "",
  everySeconds: 2,
  startedAt: null,
  succeededAt: null,
  failedAt: null,
  error: null,
  tookMs: null,
  lagSeconds: null,
  state,
});

test("every poller says what it is for", () => {
  expect(POLLERS.filter(({ name }) => pollerWords(name) === "")).toEqual([]);
});

test("what needs somebody stands first", () => {
  const sorted = sortedPollers([poller("ok"), poller("late"), poller("failing")]);

  expect(sorted.map(({ state }) => state)).toEqual(["failing", "late", "ok"]);
});

test.each<[Poller["state"][], string]>([
  [[], "No worker has reported yet."],
  [["ok", "ok"], "all 2 on time"],
  [["ok", "late", "failing"], "1 failing, 1 late of 3"],
])("%j", (states, words) => {
  expect(pollersHeadline(states.map(poller))).toBe(words);
});
