import { expect, test } from "vitest";
import type { FailureClass } from "@/lib/contract/failures";
import type { Now } from "@/lib/contract/system";
import { byLoss, losingSoon, rowsOf } from "./now-rows";

const failure = (id: string, presentCount: number, at: string | null = null) =>
  ({ id, presentCount, status: "ongoing", loss: { kind: at ? "certain" : "unknown", at } }) as FailureClass;
const now = {
  offQueues: [{ queueId: "q_1", name: "returns-dlq" }],
  blind: [{ accountId: "acc_1", region: "eu-west-1" }],
} as Now;

test("queues that nobody reads and Regions that nobody sees stand in the list of what needs action", () => {
  const rows = rowsOf([failure("fc_1", 3)], now, "needs-action");

  expect(rows.map((row) => row.kind)).toEqual(["class", "off", "blind"]);
});

test("the one filled button goes to the first class that has something to send", () => {
  const rows = rowsOf([failure("fc_1", 0), failure("fc_2", 3), failure("fc_3", 5)], now, "backlog");

  expect(rows.map((row) => row.kind === "class" && row.isFirst)).toEqual([false, true, false]);
});

test("of the backlog only what is lost within a day needs somebody", () => {
  const at = Date.parse("2026-11-24T03:00:00Z");
  const backlog = [failure("fc_1", 3, "2026-11-24T18:00:00Z"), failure("fc_2", 3, "2026-11-26T18:00:00Z")];

  expect(losingSoon([...backlog, failure("fc_3", 1)], at).map(({ id }) => id)).toEqual(["fc_1"]);
});

test("what is lost first stands first, what nobody can tell last", () => {
  const ranked = byLoss([
    failure("fc_1", 1),
    failure("fc_2", 1, "2026-11-26T18:00:00Z"),
    failure("fc_3", 1, "2026-11-24T18:00:00Z"),
  ]);

  expect(ranked.map(({ id }) => id)).toEqual(["fc_3", "fc_2", "fc_1"]);
});
